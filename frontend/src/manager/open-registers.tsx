import type { RegisterSession } from '@comptoir/contracts/http/register-session';
import type { Page } from '../api/page.ts';
import { call } from '../api/session.ts';
import { dateTime, money } from '../i18n/format.ts';
import { t } from '../i18n/language.ts';
import { Loading, useLoad } from '../ui/load.tsx';
import { registersTexts } from './sales-texts.ts';
import { shopId } from './shop.ts';
import { Who } from './who.tsx';

/** A shop has 99 registers at most, so that one page holds all that are open. */
export function OpenRegisters() {
  const address = `/api/register-sessions?locationId=${shopId()}&open=true&size=100`;
  const sessions = useLoad((signal) => call<Page<RegisterSession>>(address, { signal }), [address]);
  return (
    <section class="stack">
      <h2>{t(registersTexts.title)}</h2>
      <Loading of={sessions}>
        {({ items }) =>
          items.length === 0 ? <p class="soft">{t(registersTexts.none)}</p> : <Sessions sessions={items} />
        }
      </Loading>
    </section>
  );
}

function Sessions({ sessions }: { sessions: RegisterSession[] }) {
  return (
    <div class="scroll" role="region" aria-label={t(registersTexts.title)} tabIndex={0}>
      <table class="list">
        <thead>
          <tr>
            <th scope="col">{t(registersTexts.till)}</th>
            <th scope="col">{t(registersTexts.by)}</th>
            <th scope="col">{t(registersTexts.since)}</th>
            <th scope="col" class="amount">
              {t(registersTexts.float)}
            </th>
          </tr>
        </thead>
        <tbody>
          {sessions.map(({ id, till, openedBy, openedAt, openingFloatCents }) => (
            <tr key={id}>
              <th scope="row">{till}</th>
              <td>
                <Who id={openedBy} />
              </td>
              <td>{dateTime(openedAt)}</td>
              <td class="amount">{money(openingFloatCents)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
