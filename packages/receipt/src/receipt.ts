import type { TaxClass } from '@comptoir/pricing';
import { code128Svg } from './code128.ts';
import type { ReceiptLanguage, Word } from './words.ts';
import { speaking } from './words.ts';

export type { ReceiptLanguage } from './words.ts';

export interface TaxNumbers {
  tps: string;
  tvq: string;
}

export interface ReceiptLine {
  nameFr: string;
  nameEn: string;
  taxClass: TaxClass;
  quantity: number;
  unitPriceCents: number;
  lineTotalCents: number;
}

export interface ReceiptTender {
  type: 'cash' | 'card' | 'giftCard';
  amountCents: number;
  authorization?: string | undefined;
  last4?: string | undefined;
}

/** A sale that is done. `provisional`: the till made it alone, the server has not numbered it yet. */
export interface SaleOnReceipt {
  receiptNumber: string;
  mark?: 'cancelled' | 'provisional' | undefined;
  at: Date;
  lines: readonly ReceiptLine[];
  tenders: readonly ReceiptTender[];
  subtotalCents: number;
  tpsCents: number;
  tvqCents: number;
  roundingCents: number;
  totalCents: number;
  changeCents: number;
}

/** The receipt's markup, to be put into an element of class `receipt`. Amounts as fr-CA writes them; every text is escaped. */
export function receiptBody(
  sale: SaleOnReceipt,
  taxNumbers: TaxNumbers,
  language: ReceiptLanguage,
  heading: 'h1' | 'h2' = 'h1',
): string {
  const say = speaking(language);
  return `<${heading}>Comptoir</${heading}>
${sale.mark === undefined ? '' : `<p class="mark">${say(sale.mark)}</p>`}
<p>${say('receipt')} ${escape(sale.receiptNumber)}<br>${say('date')} ${dateTime(sale.at)}</p>
<table>${sale.lines.map((line) => lineRows(line, language)).join('')}</table>
<table class="totals">
${row(say('subtotal'), sale.subtotalCents)}
${row(`${say('tps')} <small>${escape(taxNumbers.tps)}</small>`, sale.tpsCents)}
${row(`${say('tvq')} <small>${escape(taxNumbers.tvq)}</small>`, sale.tvqCents)}
${sale.roundingCents === 0 ? '' : row(say('rounding'), sale.roundingCents)}
<tr class="total"><td>${say('total')} CAD</td><td class="n">${money(sale.totalCents)}</td></tr>
${sale.tenders.map((tender) => row(tenderText(tender, say), tender.amountCents)).join('')}
${sale.changeCents === 0 ? '' : row(say('change'), sale.changeCents)}
</table>
${code128Svg(sale.receiptNumber)}
<p class="thanks">${escape(sale.receiptNumber)}<br>${say('thanks')}</p>`;
}

const row = (label: string, cents: number) => `<tr><td>${label}</td><td class="n">${money(cents)}</td></tr>`;

function lineRows(line: ReceiptLine, language: ReceiptLanguage): string {
  const { nameFr, nameEn, quantity, unitPriceCents, lineTotalCents, taxClass } = line;
  const second = language === 'bilingual' && nameEn !== nameFr ? `<br><i>${escape(nameEn)}</i>` : '';
  const each = quantity === 1 ? '' : `<br>${quantity} × ${money(unitPriceCents)}`;
  const mark = { taxable: ' FP', tpsOnly: ' F', zeroRated: '' }[taxClass];
  return `<tr><td>${escape(nameFr)}${second}${each}</td><td class="n">${money(lineTotalCents)}${mark}</td></tr>`;
}

function tenderText({ type, last4, authorization }: ReceiptTender, say: (word: Word) => string): string {
  const traces = [last4 === undefined ? '' : `**** ${last4}`, authorization ?? ''].filter(
    (trace) => trace !== '',
  );
  return [say(type), ...traces.map(escape)].join(' ');
}

const MONEY = new Intl.NumberFormat('fr-CA', { style: 'currency', currency: 'CAD' });
const DATE = new Intl.DateTimeFormat('fr-CA', {
  dateStyle: 'short',
  timeStyle: 'medium',
  timeZone: 'America/Toronto',
});
const money = (cents: number) => MONEY.format(cents / 100);
const dateTime = (at: Date) => DATE.format(at);

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
