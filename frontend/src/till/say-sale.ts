import { Problem, Unreachable, sayProblem } from '../api/problem.ts';
import { money } from '../i18n/format.ts';
import { named, t } from '../i18n/language.ts';
import { catalogue } from '../offline/catalogue.ts';
import { payTexts } from './texts.ts';

/** What to do about it, in one sentence; the cart is as it was. */
export function saySale(error: unknown): string {
  if (error instanceof Unreachable) return t(payTexts.noAnswerCard);
  if (!(error instanceof Problem)) return sayProblem(error);
  if (error.code === 'stock.insufficient') {
    return error.errors
      .map(({ sku, requested, available }) => {
        const product = catalogue.bySku(String(sku));
        const name = product === undefined ? String(sku) : named(product);
        return t(payTexts.short, { name, requested: Number(requested), available: Number(available) });
      })
      .join(' ');
  }
  const total = error.errors[0]?.['totalCents'];
  if (error.code === 'tender.insufficient' && typeof total === 'number') {
    return t(payTexts.priceChanged, { total: money(total) });
  }
  return error.code === 'payment.declined'
    ? `${sayProblem(error)} ${t(payTexts.declinedKept)}`
    : sayProblem(error);
}
