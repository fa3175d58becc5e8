import type { StockLevel } from '@comptoir/contracts/http/stock';
import { useState } from 'preact/hooks';
import { fieldProblem, Problem, sayProblem } from '../api/problem.ts';
import { call } from '../api/session.ts';
import { number } from '../i18n/format.ts';
import { t } from '../i18n/language.ts';
import { FormDialog } from '../ui/form-dialog.tsx';
import { TextInput } from '../ui/inputs.tsx';
import { announce } from '../ui/live.tsx';
import { useSending } from '../ui/sending.ts';
import { uiTexts } from '../ui/texts.ts';
import type { ListedLevel } from './levels.ts';
import { levelName } from './levels.ts';
import { adjustTexts, stockTexts } from './texts.ts';

type Way = 'onHand' | 'delta';

interface AdjustDialogProps {
  level: ListedLevel;
  onClose(): void;
  onDone(): void;
}

/** Brings the book in line with the shelf. */
export function AdjustDialog({ level, onClose, onDone }: AdjustDialogProps) {
  const [way, setWay] = useState<Way>('onHand');
  const [units, setUnits] = useState('');
  const [reason, setReason] = useState('');
  // Made once for this dialog: an answer that got lost is asked for again, and nothing is adjusted twice.
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const name = levelName(level);
  const sending = useSending(async () => {
    const { locationId, productId } = level;
    const body = { locationId, productId, [way]: wholeNumber(units), reason };
    const after = await call<StockLevel>('/api/stock/adjustments', { method: 'POST', body, idempotencyKey });
    announce(t(adjustTexts.done, { name, onHand: number(after.onHand) }));
    onDone();
    onClose();
  });

  return (
    <FormDialog
      title={t(stockTexts.adjustOf, { name })}
      action={t(adjustTexts.save)}
      sending={sending}
      problem={problemOf(sending.error)}
      onClose={onClose}
    >
      <Present level={level} />
      <Ways way={way} onWay={setWay} />
      <TextInput
        label={t(way === 'onHand' ? adjustTexts.countedUnits : adjustTexts.differenceUnits)}
        hint={
          way === 'onHand'
            ? t(adjustTexts.countedHint, { reserved: number(level.reserved) })
            : t(adjustTexts.differenceHint)
        }
        // A minus is not on every telephone's number pad.
        inputmode={way === 'onHand' ? 'numeric' : 'text'}
        autocomplete="off"
        value={units}
        onValue={setUnits}
        problem={unitsProblem(sending.error, way)}
      />
      <TextInput
        label={t(adjustTexts.reason)}
        hint={t(adjustTexts.reasonHint)}
        value={reason}
        onValue={setReason}
        problem={fieldProblem(sending.error, 'reason') && t(adjustTexts.reasonRule)}
      />
    </FormDialog>
  );
}

function Present({ level }: { level: ListedLevel }) {
  return (
    <dl class="facts">
      <dt>{t(stockTexts.onHand)}</dt>
      <dd>{number(level.onHand)}</dd>
      <dt>{t(stockTexts.available)}</dt>
      <dd>{number(level.available)}</dd>
      <dt>{t(stockTexts.reserved)}</dt>
      <dd>{number(level.reserved)}</dd>
    </dl>
  );
}

function Ways({ way, onWay }: { way: Way; onWay(way: Way): void }) {
  return (
    <fieldset class="ways">
      <legend>{t(adjustTexts.how)}</legend>
      {(['onHand', 'delta'] as const).map((each) => (
        <label key={each} class="tick">
          <input type="radio" name="way" checked={way === each} onChange={() => onWay(each)} />
          {t(each === 'onHand' ? adjustTexts.counted : adjustTexts.difference)}
        </label>
      ))}
    </fieldset>
  );
}

/** Null for what is no whole number: the API refuses it, together with whatever else is wrong. */
function wholeNumber(typed: string): number | null {
  const digits = typed.replaceAll(/\s/g, '').replace('−', '-');
  return /^[+-]?\d{1,9}$/.test(digits) ? Number(digits) : null;
}

function unitsProblem(error: unknown, way: Way): string | undefined {
  if (error instanceof Problem && error.code === 'stock.insufficient') {
    return t(adjustTexts.short, { available: number(Number(error.errors[0]?.['available'] ?? 0)) });
  }
  if (fieldProblem(error, way) === undefined) return undefined;
  return t(way === 'onHand' ? adjustTexts.wholeCount : adjustTexts.wholeDifference);
}

function problemOf(error: unknown): string {
  if (!(error instanceof Problem)) return sayProblem(error);
  if (error.code === 'idempotency.mismatch') return t(adjustTexts.sentBefore);
  const besideField = error.code === 'request.invalid' || error.code === 'stock.insufficient';
  return besideField ? t(uiTexts.checkFields) : sayProblem(error);
}
