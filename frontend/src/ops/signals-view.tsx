import type { PanelDefinition } from '@comptoir/contracts/http/operations';
import { call } from '../api/session.ts';
import { t } from '../i18n/language.ts';
import { setFilters } from '../ui/filters.ts';
import { Choice } from '../ui/inputs.tsx';
import { Loading, useLoad } from '../ui/load.tsx';
import { hrefOf, minutesInAddress, ranges, serviceInAddress } from './address.ts';
import { Panel } from './panel.tsx';
import { signalsTexts } from './signals-texts.ts';
import { duration } from './units.ts';
import '../ui/forms.css';
import './signals.css';

type ListedPanel = PanelDefinition & { perService: boolean };
type Group = PanelDefinition['group'];

const GROUPS: readonly Group[] = ['overview', 'service', 'data', 'business'];

/** The golden signals of one service, or of the whole mesh, over a time. */
export function SignalsView({ services }: { services: readonly string[] }) {
  const service = serviceInAddress();
  const minutes = minutesInAddress();
  const panels = useLoad((signal) => call<{ items: ListedPanel[] }>('/api/ops/panels', { signal }), []);
  return (
    <section class="stack" aria-labelledby="ops-signals">
      <div class="page-head">
        <h2 id="ops-signals" tabIndex={-1}>
          {service === '' ? t(signalsTexts.ofAll) : t(signalsTexts.of, { service })}
        </h2>
        {service !== '' && <a href={hrefOf('logs', { service })}>{t(signalsTexts.logs, { service })}</a>}
      </div>
      <Filters service={service} services={services} minutes={minutes} />
      <Loading of={panels}>
        {({ items }) =>
          GROUPS.map((group) => (
            <PanelGroup
              key={group}
              group={group}
              panels={items.filter((panel) => panel.group === group && belongs(panel, service))}
              service={service}
              minutes={minutes}
            />
          ))
        }
      </Loading>
    </section>
  );
}

/** What tells services apart is drawn for one of them; the rest only for all. */
function belongs({ group, perService }: ListedPanel, service: string): boolean {
  return service === '' ? group !== 'service' : perService;
}

interface FilterProps {
  service: string;
  services: readonly string[];
  minutes: number;
}

function Filters({ service, services, minutes }: FilterProps) {
  const known = service === '' || services.includes(service) ? services : [...services, service];
  return (
    <form class="finder" onSubmit={(event) => event.preventDefault()}>
      <Choice
        label={t(signalsTexts.service)}
        value={service}
        onValue={(chosen) => setFilters({ service: chosen })}
        options={[
          { value: '', text: t(signalsTexts.every) },
          ...known.map((value) => ({ value, text: value })),
        ]}
      />
      <Choice
        label={t(signalsTexts.range)}
        value={String(minutes)}
        onValue={(chosen) => setFilters({ minutes: chosen })}
        options={ranges.map((value) => ({
          value: String(value),
          text: duration(value * 60),
        }))}
      />
    </form>
  );
}

interface PanelGroupProps {
  group: Group;
  panels: readonly ListedPanel[];
  service: string;
  minutes: number;
}

const GROUP_TEXTS = { ...signalsTexts, service: signalsTexts.groupService };

function PanelGroup({ group, panels, service, minutes }: PanelGroupProps) {
  if (panels.length === 0) return null;
  return (
    <section class="stack" aria-labelledby={`ops-group-${group}`}>
      <h3 id={`ops-group-${group}`}>{t(GROUP_TEXTS[group])}</h3>
      <div class="ops-panels">
        {panels.map((panel) => (
          <Panel key={panel.id} panel={panel} service={service} minutes={minutes} />
        ))}
      </div>
    </section>
  );
}
