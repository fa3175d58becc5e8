import { useState } from 'preact/hooks';
import type { Location } from '../api/locations.ts';
import type { Page } from '../api/page.ts';
import { call } from '../api/session.ts';
import { number } from '../i18n/format.ts';
import { t } from '../i18n/language.ts';
import { query } from '../router.ts';
import { pageInAddress, setFilters } from '../ui/filters.ts';
import { Choice } from '../ui/inputs.tsx';
import { Loading, useLoad } from '../ui/load.tsx';
import { Pages } from '../ui/pages.tsx';
import { LocationDialog } from './location-dialog.tsx';
import { TYPES } from './location-draft.ts';
import { locationTexts } from './location-texts.ts';
import { LocationsTable } from './locations-table.tsx';
import { RegistersDialog } from './registers-dialog.tsx';
import { officeTexts } from './texts.ts';
import '../ui/forms.css';
import '../ui/tables.css';
import './office.css';

const SIZE = 50;

type Task = { of: 'create' } | { of: 'edit' | 'registers'; location: Location };

/** Every place of the chain, closed ones too. */
export function OfficeLocations() {
  const [task, setTask] = useState<Task>();
  const page = pageInAddress();
  const type = query.value.get('type') ?? '';
  const wanted = new URLSearchParams({ page: String(page), size: String(SIZE), sort: 'code' });
  if (type !== '') wanted.set('type', type);
  const locations = useLoad(
    (signal) => call<Page<Location>>(`/api/locations?${wanted}`, { signal }),
    [String(wanted)],
  );

  return (
    <main id="content" class="page">
      <div class="page-head">
        <h1>{t(locationTexts.title)}</h1>
        <button type="button" class="primary" onClick={() => setTask({ of: 'create' })}>
          {t(locationTexts.add)}
        </button>
      </div>
      <Finder type={type} />
      <Loading of={locations}>
        {({ items, total }) => (
          <>
            <p class="soft" role="status">
              {t(total === 0 ? locationTexts.nothing : locationTexts.found, { total: number(total) })}
            </p>
            {total > 0 && (
              <LocationsTable locations={items} onTask={(of, location) => setTask({ of, location })} />
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
        <Doing task={task} onClose={() => setTask(undefined)} onSaved={locations.reload} />
      )}
    </main>
  );
}

function Finder({ type }: { type: string }) {
  return (
    <div class="finder">
      <Choice
        label={t(locationTexts.type)}
        value={type}
        onValue={(value) => setFilters({ type: value, page: '' })}
        options={[
          { value: '', text: t(officeTexts.all) },
          ...TYPES.map((value) => ({ value, text: t(locationTexts[value]) })),
        ]}
      />
    </div>
  );
}

function Doing({ task, onClose, onSaved }: { task: Task; onClose(): void; onSaved(): void }) {
  if (task.of === 'create') return <LocationDialog onClose={onClose} onSaved={onSaved} />;
  if (task.of === 'registers')
    return <RegistersDialog location={task.location} onClose={onClose} onChanged={onSaved} />;
  return <LocationDialog location={task.location} onClose={onClose} onSaved={onSaved} />;
}
