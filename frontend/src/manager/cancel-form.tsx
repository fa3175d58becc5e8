import { useEffect, useRef, useState } from 'preact/hooks';
import { fieldProblem, Problem, sayProblem } from '../api/problem.ts';
import { call } from '../api/session.ts';
import { money } from '../i18n/format.ts';
import { t } from '../i18n/language.ts';
import { Field } from '../ui/field.tsx';
import { announce } from '../ui/live.tsx';
import { useSending } from '../ui/sending.ts';
import { uiTexts } from '../ui/texts.ts';
import type { Sale } from '../api/on-receipt.ts';
import { saleName } from './sale.ts';
import { saleTexts } from './sales-texts.ts';

interface CancelFormProps {
  sale: Sale;
  onBack(): void;
  onDone(): void;
}

/** Why a sale is undone, and the last word on it. */
export function CancelForm({ sale, onBack, onDone }: CancelFormProps) {
  const [reason, setReason] = useState('');
  // Made once for this form: an answer that got lost is asked for again, and nothing is given back twice.
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const field = useRef<HTMLInputElement | null>(null);
  const receipt = saleName(sale);
  const sending = useSending(async () => {
    const { status } = await call<Sale>(`/api/sales/${sale.id}/cancel`, {
      method: 'POST',
      body: { reason },
      idempotencyKey,
    });
    announce(t(status === 'cancelled' ? saleTexts.done : saleTexts.underWay, { receipt }));
    onDone();
  });
  useEffect(() => field.current?.focus(), [sending.error]);

  return (
    <form class="stack" noValidate onSubmit={sending.submit}>
      <p>{t(saleTexts.cancelText, { total: money(sale.totalCents) })}</p>
      <Field
        label={t(saleTexts.reason)}
        problem={fieldProblem(sending.error, 'reason') && t(saleTexts.reasonRule)}
      >
        {(control) => (
          <input
            {...control}
            ref={field}
            value={reason}
            onInput={(event) => setReason(event.currentTarget.value)}
          />
        )}
      </Field>
      {sending.error !== undefined && (
        <p class="notice bad" role="alert">
          {problemOf(sending.error)}
        </p>
      )}
      <div class="actions">
        <button type="button" onClick={onBack}>
          {t(saleTexts.keep)}
        </button>
        <button class="danger" disabled={sending.busy}>
          {t(saleTexts.confirm)}
        </button>
      </div>
    </form>
  );
}

const problemOf = (error: unknown): string =>
  error instanceof Problem && error.code === 'request.invalid' ? t(uiTexts.checkFields) : sayProblem(error);
