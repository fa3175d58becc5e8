import type { listedUser } from '@comptoir/contracts/http/auth';
import { useState } from 'preact/hooks';
import type { z } from 'zod';
import type { Location } from '../api/locations.ts';
import { locations as openLocations } from '../api/locations.ts';
import type { Page } from '../api/page.ts';
import { call } from '../api/session.ts';
import { number } from '../i18n/format.ts';
import { t } from '../i18n/language.ts';
import { query } from '../router.ts';
import { pageInAddress, setFilters } from '../ui/filters.ts';
import { Choice } from '../ui/inputs.tsx';
import { Loading, useLoad } from '../ui/load.tsx';
import { Pages } from '../ui/pages.tsx';
import { SearchBox } from '../ui/search-box.tsx';
import { uiTexts } from '../ui/texts.ts';
import { officeTexts } from './texts.ts';
import type { UserTask } from './user-task.tsx';
import { DoUserTask } from './user-task.tsx';
import { ROLES } from './user-draft.ts';
import { userTexts } from './user-texts.ts';
import { UsersTable } from './users-table.tsx';
import '../ui/forms.css';
import '../ui/tables.css';
import './office.css';

const SIZE = 25;
const FILTERS = ['search', 'role', 'locationId'] as const;

/** Everybody who can sign in, and what as. */
export function OfficeUsers() {
  const [task, setTask] = useState<UserTask>();
  const page = pageInAddress();
  const wanted = new URLSearchParams({ page: String(page), size: String(SIZE), sort: 'username' });
  for (const name of FILTERS) {
    const value = query.value.get(name) ?? '';
    if (value !== '') wanted.set(name, value);
  }
  const users = useLoad(
    (signal) => call<Page<z.infer<typeof listedUser>>>(`/api/users?${wanted}`, { signal }),
    [String(wanted)],
  );
  const places = useLoad((signal) => openLocations('', signal), []);
  const known = places.data ?? [];

  return (
    <main id="content" class="page">
      <div class="page-head">
        <h1>{t(userTexts.title)}</h1>
        <button type="button" class="primary" onClick={() => setTask({ of: 'create' })}>
          {t(userTexts.add)}
        </button>
      </div>
      <Finder places={known} />
      <Loading of={users}>
        {({ items, total }) => (
          <>
            <p class="soft" role="status">
              {t(total === 0 ? userTexts.nothing : userTexts.found, { total: number(total) })}
            </p>
            {total > 0 && (
              <UsersTable users={items} places={known} onTask={(of, user) => setTask({ of, user })} />
            )}
            {total > SIZE && (
              <Pages
                page={page}
                size={SIZE}
                total={total}
                onPage={(to) => setFilters({ page: String(to) })}
              />
            )}
          </>
        )}
      </Loading>
      {task !== undefined && (
        <DoUserTask task={task} places={known} onClose={() => setTask(undefined)} onChanged={users.reload} />
      )}
    </main>
  );
}

function Finder({ places }: { places: Location[] }) {
  return (
    <form class="finder" role="search" onSubmit={(event) => event.preventDefault()}>
      <SearchBox label={t(userTexts.search)} hint={t(userTexts.searchHint)} />
      <Choice
        label={t(userTexts.role)}
        value={query.value.get('role') ?? ''}
        onValue={(role) => setFilters({ role, page: '' })}
        options={[
          { value: '', text: t(officeTexts.all) },
          ...ROLES.map((value) => ({ value, text: t(uiTexts[value]) })),
        ]}
      />
      <Choice
        label={t(userTexts.location)}
        value={query.value.get('locationId') ?? ''}
        onValue={(locationId) => setFilters({ locationId, page: '' })}
        options={[
          { value: '', text: t(officeTexts.all) },
          ...places.map(({ id, code, name }) => ({ value: id, text: `${code} · ${name}` })),
        ]}
      />
    </form>
  );
}
