import type { User } from '@comptoir/contracts/http/auth';
import type { Location } from '../api/locations.ts';
import { user as signedIn } from '../api/session.ts';
import { t } from '../i18n/language.ts';
import { uiTexts } from '../ui/texts.ts';
import { officeTexts } from './texts.ts';
import { userTexts } from './user-texts.ts';

type Of = 'edit' | 'password' | 'delete';

interface UsersTableProps {
  users: User[];
  places: Location[];
  onTask(of: Of, user: User): void;
}

export function UsersTable({ users, places, onTask }: UsersTableProps) {
  const codes = new Map(places.map(({ id, code }) => [id, code]));
  return (
    <div class="scroll" role="region" aria-label={t(userTexts.title)} tabIndex={0}>
      <table class="list folding">
        <thead>
          <tr>
            <th scope="col">{t(userTexts.displayName)}</th>
            <th scope="col">{t(userTexts.role)}</th>
            <th scope="col">{t(userTexts.location)}</th>
            <th scope="col">{t(userTexts.state)}</th>
            <th scope="col">
              <span class="unseen">{t(officeTexts.actions)}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {users.map((user) => (
            <Row
              key={user.id}
              user={user}
              place={codes.get(user.locationId ?? '') ?? ''}
              onTask={(of) => onTask(of, user)}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ user, place, onTask }: { user: User; place: string; onTask(of: Of): void }) {
  const name = user.displayName;
  const isYou = user.id === signedIn.value?.id;
  return (
    <tr>
      <th scope="row" class="named">
        {name} <span class="soft">{user.username}</span>
      </th>
      <td>{t(uiTexts[user.role])}</td>
      <td>{place}</td>
      <td>
        <span class={`badge ${user.active ? 'good' : 'neutral'}`}>
          {t(user.active ? officeTexts.activeState : officeTexts.inactiveState)}
        </span>
        {isYou && <span class="soft"> {t(userTexts.yourself)}</span>}
      </td>
      <td>
        <div class="row-actions">
          <button type="button" aria-label={t(officeTexts.editOf, { name })} onClick={() => onTask('edit')}>
            {t(officeTexts.edit)}
          </button>
          <button
            type="button"
            aria-label={t(userTexts.passwordOf, { name })}
            onClick={() => onTask('password')}
          >
            {t(userTexts.password)}
          </button>
          {!isYou && (
            <button
              type="button"
              class="danger"
              aria-label={t(userTexts.deleteOf, { name })}
              onClick={() => onTask('delete')}
            >
              {t(userTexts.delete)}
            </button>
          )}
        </div>
      </td>
    </tr>
  );
}
