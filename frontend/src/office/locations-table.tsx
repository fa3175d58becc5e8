import type { Location } from '../api/locations.ts';
import { t } from '../i18n/language.ts';
import { locationTexts } from './location-texts.ts';
import { officeTexts } from './texts.ts';

interface LocationsTableProps {
  locations: Location[];
  onTask(of: 'edit' | 'registers', location: Location): void;
}

export function LocationsTable({ locations, onTask }: LocationsTableProps) {
  return (
    <div class="scroll" role="region" aria-label={t(locationTexts.title)} tabIndex={0}>
      <table class="list folding">
        <thead>
          <tr>
            <th scope="col">{t(locationTexts.name)}</th>
            <th scope="col">{t(locationTexts.type)}</th>
            <th scope="col">{t(locationTexts.address)}</th>
            <th scope="col">{t(locationTexts.state)}</th>
            <th scope="col">
              <span class="unseen">{t(officeTexts.actions)}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {locations.map((location) => (
            <Row key={location.id} location={location} onTask={(of) => onTask(of, location)} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ location, onTask }: { location: Location; onTask(of: 'edit' | 'registers'): void }) {
  const { name, code, type, address, city, active } = location;
  return (
    <tr>
      <th scope="row" class="named">
        {name} <span class="soft">{code}</span>
      </th>
      <td>{t(locationTexts[type])}</td>
      <td>{[address, city].filter((part) => part !== null).join(', ')}</td>
      <td>
        <span class={`badge ${active ? 'good' : 'neutral'}`}>
          {t(active ? locationTexts.isOpen : locationTexts.isClosed)}
        </span>
      </td>
      <td>
        <div class="row-actions">
          <button type="button" aria-label={t(officeTexts.editOf, { name })} onClick={() => onTask('edit')}>
            {t(officeTexts.edit)}
          </button>
          <button
            type="button"
            aria-label={t(locationTexts.registersOf, { name })}
            onClick={() => onTask('registers')}
          >
            {t(locationTexts.registers)}
          </button>
        </div>
      </td>
    </tr>
  );
}
