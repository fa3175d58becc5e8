import { money } from '../i18n/format.ts';
import { t } from '../i18n/language.ts';
import { Field } from '../ui/field.tsx';
import type { Tender } from './settlement.ts';
import { payTexts } from './texts.ts';

export interface CashFieldProps {
  typed: string;
  onType(typed: string): void;
  onEnter(): void;
}

export function CashField({ typed, onType, onEnter }: CashFieldProps) {
  return (
    <Field label={t(payTexts.received)} hint={t(payTexts.receivedHint)}>
      {(control) => (
        <input
          {...control}
          name="amount"
          class="pay-amount"
          inputMode="decimal"
          autocomplete="off"
          autofocus
          value={typed}
          // Letters are keys of this dialog, not parts of an amount.
          onInput={(event) => onType(event.currentTarget.value.replaceAll(/[^\d.,]/g, ''))}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.repeat) return;
            event.preventDefault();
            onEnter();
          }}
        />
      )}
    </Field>
  );
}

export interface QuickAmountsProps {
  amounts: readonly number[];
  keys: readonly string[];
  onGive(amountCents: number): void;
}

export function QuickAmounts({ amounts, keys, onGive }: QuickAmountsProps) {
  return (
    <div class="row">
      {amounts.map((amount, index) => (
        <button key={amount} type="button" onClick={() => onGive(amount)}>
          {money(amount)} <kbd>{keys[index]?.toUpperCase()}</kbd>
        </button>
      ))}
    </div>
  );
}

export interface TenderButtonsProps {
  disabled: boolean;
  onGive(type: Tender['type']): void;
}

export function TenderButtons({ disabled, onGive }: TenderButtonsProps) {
  return (
    <div class="row">
      <button type="button" class="primary" disabled={disabled} onClick={() => onGive('cash')}>
        {t(payTexts.cash)} <kbd>↵</kbd>
      </button>
      <button type="button" disabled={disabled} onClick={() => onGive('card')}>
        {t(payTexts.card)} <kbd>C</kbd>
      </button>
      <button type="button" disabled={disabled} onClick={() => onGive('giftCard')}>
        {t(payTexts.giftCard)} <kbd>G</kbd>
      </button>
    </div>
  );
}

export interface Means {
  cardNumber: string;
  giftCardCode: string;
}

/** Stands where a terminal would: without a number the simulated one uses its own card. */
export function Terminal({ means, onChange }: { means: Means; onChange(means: Means): void }) {
  return (
    <details>
      <summary>{t(payTexts.terminal)}</summary>
      <div class="stack">
        <Field label={t(payTexts.testCard)}>
          {(control) => (
            <input
              {...control}
              name="card-number"
              inputMode="numeric"
              autocomplete="off"
              value={means.cardNumber}
              onInput={(event) => onChange({ ...means, cardNumber: event.currentTarget.value })}
            />
          )}
        </Field>
        <Field label={t(payTexts.giftCardCode)}>
          {(control) => (
            <input
              {...control}
              name="gift-card"
              autocomplete="off"
              value={means.giftCardCode}
              onInput={(event) => onChange({ ...means, giftCardCode: event.currentTarget.value })}
            />
          )}
        </Field>
      </div>
    </details>
  );
}

export function Given({
  tenders,
  onTakeBack,
}: {
  tenders: readonly Tender[];
  onTakeBack(index: number): void;
}) {
  if (tenders.length === 0) return null;
  return (
    <ul class="pay-given" aria-label={t(payTexts.given)}>
      {tenders.map(({ type, amountCents }, index) => (
        <li key={index} class="row">
          <span>
            {t(payTexts[type])} {money(amountCents)}
          </span>
          <button
            type="button"
            class="quiet"
            aria-label={t(payTexts.takeBack, { amount: money(amountCents) })}
            onClick={() => onTakeBack(index)}
          >
            ×
          </button>
        </li>
      ))}
    </ul>
  );
}
