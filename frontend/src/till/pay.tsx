import { useRef, useState } from 'preact/hooks';
import { parseAmount } from '../i18n/amount.ts';
import { money } from '../i18n/format.ts';
import { t } from '../i18n/language.ts';
import { online } from '../offline/catalogue.ts';
import { Dialog } from '../ui/dialog.tsx';
import { announce } from '../ui/live.tsx';
import { uiTexts } from '../ui/texts.ts';
import { totals } from './cart.ts';
import { CashField, Given, QuickAmounts, TenderButtons, Terminal } from './pay-parts.tsx';
import { ReceiptView } from './receipt-view.tsx';
import type { OpenRegister } from './register.ts';
import type { Sold } from './sale.ts';
import { sellCart } from './sale.ts';
import { saySale } from './say-sale.ts';
import type { Tender } from './settlement.ts';
import { quickAmounts, standingOf } from './settlement.ts';
import { payTexts, receiptTexts } from './texts.ts';

/** Letters of the quick amounts, from the home row; the amount field takes digits only, so letters are free. */
const QUICK_KEYS = ['a', 's', 'd', 'f'];

/** Takes the money, in one tender or several, sells, and shows the receipt. Enter alone takes the exact amount in cash. */
export function Pay({ register, onClose }: { register: OpenRegister; onClose(): void }) {
  const [tenders, setTenders] = useState<readonly Tender[]>([]);
  const [typed, setTyped] = useState('');
  const [means, setMeans] = useState({ cardNumber: '', giftCardCode: '' });
  const [trouble, setTrouble] = useState<string>();
  const [sold, setSold] = useState<Sold>();
  const [selling, setSelling] = useState(false);
  // State lags behind the keys; this does not. Two Enters in one moment are one.
  const busy = useRef(false);
  const dueCents = totals.value.totalCents;
  const standing = standingOf(dueCents, tenders);
  const quick = quickAmounts(standing.restInCashCents);

  if (sold !== undefined) return <ReceiptView sold={sold} register={register} onClose={onClose} />;

  function give(type: Tender['type'], amountCents?: number): void {
    if (busy.current) return;
    const amount = amountCents ?? (typed.trim() === '' ? undefined : parseAmount(typed));
    if (amount === undefined && typed.trim() !== '') return setTrouble(t(payTexts.notAnAmount));
    if (type !== 'cash' && !online.peek()) return setTrouble(t(payTexts.cashOnlyOffline));
    const wanted = amount ?? (type === 'cash' ? standing.restInCashCents : standing.restCents);
    const next = [...tenders, tenderOf(type, wanted, means)];
    setTyped('');
    setTrouble(undefined);
    if (standingOf(dueCents, next).settled) void sell(next);
    else setTenders(next);
  }

  async function sell(all: readonly Tender[]): Promise<void> {
    busy.current = true;
    setSelling(true);
    setTenders(all);
    try {
      const done = await sellCart(register, all);
      setSold(done);
      announce(`${t(receiptTexts.done)}. ${t(receiptTexts.change)} ${money(done.changeCents)}`);
    } catch (error) {
      setTenders([]);
      setTrouble(saySale(error));
    } finally {
      busy.current = false;
      setSelling(false);
    }
  }

  function press(event: KeyboardEvent): void {
    const inField = event.target instanceof HTMLInputElement && event.target.name !== 'amount';
    if (inField || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    const key = event.key.toLowerCase();
    const amount = quick[QUICK_KEYS.indexOf(key)];
    if (key === 'c') give('card');
    else if (key === 'g') give('giftCard');
    else if (amount !== undefined && QUICK_KEYS.includes(key)) give('cash', amount);
    else return;
    event.preventDefault();
  }

  return (
    <Dialog title={t(payTexts.title)} onClose={onClose} class="pay">
      <div class="stack" onKeyDown={press}>
        <p class="pay-due">
          <span>{t(tenders.length === 0 ? payTexts.due : payTexts.rest)}</span>
          <strong>{money(standing.restCents)}</strong>
          {standing.restInCashCents !== standing.restCents && (
            <span class="soft">{t(payTexts.inCash, { amount: money(standing.restInCashCents) })}</span>
          )}
        </p>
        {trouble !== undefined && (
          <p class="notice bad" role="alert">
            {trouble}
          </p>
        )}
        <Given
          tenders={tenders}
          onTakeBack={(index) => setTenders(tenders.filter((_, at) => at !== index))}
        />
        <CashField typed={typed} onType={setTyped} onEnter={() => give('cash')} />
        <QuickAmounts amounts={quick} keys={QUICK_KEYS} onGive={(amount) => give('cash', amount)} />
        <TenderButtons disabled={selling} onGive={(type) => give(type)} />
        <Terminal means={means} onChange={setMeans} />
        <div class="actions">
          <span class="soft" role="status">
            {selling ? t(payTexts.selling) : ''}
          </span>
          <button type="button" disabled={selling} onClick={onClose}>
            {t(uiTexts.cancel)} <kbd>Esc</kbd>
          </button>
        </div>
      </div>
    </Dialog>
  );
}

function tenderOf(
  type: Tender['type'],
  amountCents: number,
  means: { cardNumber: string; giftCardCode: string },
): Tender {
  const cardNumber = means.cardNumber.replaceAll(/\s/g, '');
  if (type === 'card' && cardNumber !== '') return { type, amountCents, cardNumber };
  if (type === 'giftCard') return { type, amountCents, giftCardCode: means.giftCardCode.trim() };
  return { type, amountCents };
}
