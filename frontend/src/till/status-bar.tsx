import { t } from '../i18n/language.ts';
import { catalogue, catalogueEdition, online } from '../offline/catalogue.ts';
import { waitingSales } from '../offline/outbox.ts';
import type { OpenRegister } from './register.ts';
import { tillTexts } from './texts.ts';

/** Where we are, whether the gateway answers, and how many sales it does not know yet. */
export function StatusBar({ register, onShow }: { register: OpenRegister; onShow(what: 'sales'): void }) {
  const refused = waitingSales.value.filter(({ refusal }) => refusal !== undefined).length;
  const waiting = waitingSales.value.length - refused;
  void catalogueEdition.value;
  return (
    <div class="till-status">
      <strong>{register.session.till}</strong>
      <span class="soft">{register.shopName}</span>
      <span role="status" class={`badge ${online.value ? 'good' : 'warn'}`}>
        {t(online.value ? tillTexts.online : tillTexts.offline)}
      </span>
      {catalogue.size === 0 && <span class="soft">{t(tillTexts.catalogueLoading, { count: 0 })}</span>}
      {waiting > 0 && (
        <button type="button" class="till-waiting warn" onClick={() => onShow('sales')}>
          {t(tillTexts.waiting, { count: waiting })}
        </button>
      )}
      {refused > 0 && (
        <button type="button" class="till-waiting bad" onClick={() => onShow('sales')}>
          {t(tillTexts.refusedSales, { count: refused })}
        </button>
      )}
    </div>
  );
}
