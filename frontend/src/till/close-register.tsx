import type { RegisterFigures, RegisterSession } from '@comptoir/contracts/http/register-session';
import { useMemo, useState } from 'preact/hooks';
import { sayProblem } from '../api/problem.ts';
import { call } from '../api/session.ts';
import { parseAmount } from '../i18n/amount.ts';
import { money, number } from '../i18n/format.ts';
import { t } from '../i18n/language.ts';
import { waitingSales } from '../offline/outbox.ts';
import { uuidv7 } from '../offline/uuid.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { uiTexts } from '../ui/texts.ts';
import type { OpenRegister } from './register.ts';
import { keepRegister } from './register.ts';
import { payTexts, registerTexts } from './texts.ts';

type Report = RegisterSession & { figures: RegisterFigures };

/** Counts the drawer against what should be in it. The clerk counts first and is told afterwards. */
export function CloseRegister({ register, onClose }: { register: OpenRegister; onClose(): void }) {
  const [typed, setTyped] = useState('');
  const [error, setError] = useState<unknown>();
  const [report, setReport] = useState<Report>();
  const key = useMemo(() => uuidv7(), [typed]);
  const countedCents = parseAmount(typed);
  const unsent = waitingSales.value.some(({ refusal }) => refusal === undefined);

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    if (countedCents === undefined) return;
    try {
      const path = `/api/register-sessions/${register.session.id}/close`;
      setReport(await call<Report>(path, { method: 'POST', body: { countedCents }, idempotencyKey: key }));
    } catch (thrown) {
      setError(thrown);
    }
  }

  const title = t(registerTexts.closeTitle, { till: register.session.till });
  if (report !== undefined) {
    const leave = () => keepRegister(undefined);
    return (
      <Dialog title={title} onClose={leave}>
        <Count report={report} />
        <div class="actions">
          <button type="button" class="primary" autofocus onClick={leave}>
            {t(uiTexts.close)}
          </button>
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog title={title} onClose={onClose}>
      <form class="stack" onSubmit={(event) => void submit(event)}>
        {unsent && <p class="notice warn">{t(registerTexts.unsent)}</p>}
        <Field
          label={t(registerTexts.counted)}
          problem={
            error !== undefined
              ? sayProblem(error)
              : typed !== '' && countedCents === undefined
                ? t(payTexts.notAnAmount)
                : undefined
          }
        >
          {(control) => (
            <input
              {...control}
              class="pay-amount"
              inputMode="decimal"
              autofocus
              required
              value={typed}
              onInput={(event) => setTyped(event.currentTarget.value)}
            />
          )}
        </Field>
        <div class="actions">
          <button type="button" onClick={onClose}>
            {t(uiTexts.cancel)}
          </button>
          <button class="primary" disabled={unsent || countedCents === undefined}>
            {t(registerTexts.close)}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function Count({ report }: { report: Report }) {
  const { figures, differenceCents, countedCents } = report;
  const difference = differenceCents ?? 0;
  return (
    <>
      <dl class="register-count">
        <dt>{t(registerTexts.sales)}</dt>
        <dd>{number(figures.sales)}</dd>
        <dt>{t(registerTexts.cards)}</dt>
        <dd>{money(figures.cardCents - figures.cardRefundedCents)}</dd>
        <dt>{t(registerTexts.expected)}</dt>
        <dd>{money(figures.expectedCashCents)}</dd>
        <dt>{t(registerTexts.countedShort)}</dt>
        <dd>{money(countedCents ?? 0)}</dd>
      </dl>
      <p class={`notice ${difference === 0 ? 'good' : 'warn'}`} role="status">
        {difference === 0
          ? t(registerTexts.balanced)
          : t(difference > 0 ? registerTexts.over : registerTexts.missing, {
              amount: money(Math.abs(difference)),
            })}
      </p>
    </>
  );
}
