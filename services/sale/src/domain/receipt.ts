import type { Sale } from './sale.ts';
import type { Tender } from './tender.ts';

export interface TaxNumbers {
  tps: string;
  tvq: string;
}

export type ReceiptLanguage = 'fr' | 'bilingual';
type CompletedSale = Sale & { receiptNumber: string; completedAt: Date };

/** What a receipt says, French first; a receipt is never English only (lesson 32). */
const WORDS = {
  receipt: ['Reçu', 'Receipt'],
  date: ['Date', 'Date'],
  subtotal: ['Sous-total', 'Subtotal'],
  tps: ['TPS 5 %', 'GST 5%'],
  tvq: ['TVQ 9,975 %', 'QST 9.975%'],
  rounding: ['Arrondi', 'Rounding'],
  total: ['Total', 'Total'],
  cash: ['Comptant', 'Cash'],
  card: ['Carte', 'Card'],
  giftCard: ['Carte-cadeau', 'Gift card'],
  change: ['Monnaie rendue', 'Change'],
  cancelled: ['ANNULÉ', 'CANCELLED'],
  thanks: ['Merci de votre visite', 'Thank you for your visit'],
} as const;

type Word = keyof typeof WORDS;

/** The receipt as one HTML page without script, for screen and 80 mm paper. Amounts as fr-CA writes them. */
export function receiptHtml(sale: CompletedSale, taxNumbers: TaxNumbers, language: ReceiptLanguage): string {
  const say = (word: Word) => (language === 'fr' ? WORDS[word][0] : [...new Set(WORDS[word])].join(' / '));
  const row = (label: string, cents: number) =>
    `<tr><td>${label}</td><td class="n">${money(cents)}</td></tr>`;
  const cancelled = sale.status === 'cancelled' || sale.status === 'cancelling';
  return `<!doctype html>
<html lang="fr-CA">
<head><meta charset="utf-8"><title>${say('receipt')} ${sale.receiptNumber}</title><style>${STYLE}</style></head>
<body>
<h1>Comptoir</h1>
${cancelled ? `<p class="mark">${say('cancelled')}</p>` : ''}
<p>${say('receipt')} ${escape(sale.receiptNumber)}<br>${say('date')} ${dateTime(sale.completedAt)}</p>
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
<p class="thanks">${say('thanks')}</p>
</body>
</html>`;
}

function lineRows(
  { nameFr, nameEn, quantity, unitPriceCents, lineTotalCents, taxClass }: Sale['lines'][number],
  language: ReceiptLanguage,
): string {
  const second = language === 'bilingual' && nameEn !== nameFr ? `<br><i>${escape(nameEn)}</i>` : '';
  const each = quantity === 1 ? '' : `<br>${quantity} × ${money(unitPriceCents)}`;
  const mark = { taxable: ' FP', tpsOnly: ' F', zeroRated: '' }[taxClass];
  return `<tr><td>${escape(nameFr)}${second}${each}</td><td class="n">${money(lineTotalCents)}${mark}</td></tr>`;
}

function tenderText({ type, last4, authorization }: Tender, say: (word: Word) => string): string {
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

const STYLE = `@page{size:80mm auto;margin:3mm}body{font:12px/1.35 ui-monospace,monospace;width:72mm;margin:0 auto;padding:8px}
h1{font-size:18px;text-align:center;margin:4px 0}table{width:100%;border-collapse:collapse;border-top:1px dashed}
td{vertical-align:top;padding:2px 0}.n{text-align:right;white-space:nowrap}.total td{font-size:16px;font-weight:bold}
.mark{font-size:20px;font-weight:bold;text-align:center}.thanks{text-align:center}small{font-size:10px}`;
