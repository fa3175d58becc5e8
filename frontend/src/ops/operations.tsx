import type { AlertList, MeshPicture } from '@comptoir/contracts/http/operations';
import { useEffect, useRef } from 'preact/hooks';
import { call } from '../api/session.ts';
import { number } from '../i18n/format.ts';
import { t } from '../i18n/language.ts';
import { uiTexts } from '../ui/texts.ts';
import { hrefOf, serviceInAddress, viewInAddress } from './address.ts';
import type { View } from './address.ts';
import { alertTexts } from './alert-texts.ts';
import { Alerts, firing } from './alerts.tsx';
import { LogsView } from './logs-view.tsx';
import { MeshView } from './mesh-view.tsx';
import { SignalsView } from './signals-view.tsx';
import { Stale } from './stale.tsx';
import { StoryView } from './story-view.tsx';
import { opsTexts } from './texts.ts';
import type { Live } from './use-live.ts';
import { useLive } from './use-live.ts';
import './ops.css';
import './breakers.css';

const PICTURE_MS = 2_000;
/** Elsewhere on the page the picture only says which services there are. */
const NAMES_MS = 30_000;
const ALERTS_MS = 5_000;

/** The mesh as operators see it. The part that is shown and its filters stand in the address. */
export function Operations() {
  const view = viewInAddress();
  const mesh = useLive(
    (signal) => call<MeshPicture>('/api/ops/mesh', { signal }),
    view === 'mesh' ? PICTURE_MS : NAMES_MS,
    [],
  );
  const alerts = useLive((signal) => call<AlertList>('/api/ops/alerts', { signal }), ALERTS_MS, []);
  const services = namesOf(mesh.data?.services);
  const sources = [...services, 'nginx', ...namesOf(mesh.data?.engines), 'mesh'];
  useArrival(view);

  return (
    <main id="content" class="page">
      <div class="page-head">
        <h1>{t(opsTexts.title)}</h1>
        <Parts view={view} alarms={firing(alerts.data?.items ?? []).length} />
      </div>
      {view === 'mesh' && <Overview mesh={mesh} alerts={alerts} />}
      {view === 'signals' && <SignalsView services={services} />}
      {view === 'logs' && <LogsView sources={sources} />}
      {view === 'story' && <StoryView />}
    </main>
  );
}

const namesOf = (known: readonly { name: string }[] = []) => known.map(({ name }) => name);

function Overview({ mesh, alerts }: { mesh: Live<MeshPicture>; alerts: Live<AlertList> }) {
  return (
    <>
      <Stale of={mesh.error === undefined ? alerts : mesh} />
      {alerts.data !== undefined && <Alerts alerts={alerts.data.items} />}
      {mesh.data !== undefined && <MeshView picture={mesh.data} />}
      {mesh.data === undefined && mesh.error === undefined && <p class="empty">{t(uiTexts.loading)}</p>}
    </>
  );
}

function Parts({ view, alarms }: { view: View; alarms: number }) {
  const service = serviceInAddress();
  return (
    <nav class="ops-parts" aria-label={t(opsTexts.parts)}>
      {(['mesh', 'signals', 'logs', 'story'] as const).map((part) => (
        <a
          key={part}
          href={hrefOf(part, part === 'mesh' || part === 'story' ? {} : { service })}
          aria-current={part === view ? 'page' : undefined}
        >
          {t(opsTexts[part])}
          {part === 'mesh' && alarms > 0 && (
            <span class="badge bad" title={t(alertTexts.count, { count: number(alarms) })}>
              {number(alarms)} ▲
            </span>
          )}
        </a>
      ))}
    </nav>
  );
}

/** Another part is another place: it begins at its top, and who does not see it hears its heading. */
function useArrival(view: View): void {
  const last = useRef(view);
  useEffect(() => {
    if (last.current === view) return;
    last.current = view;
    scrollTo(0, 0);
    document.querySelector<HTMLElement>('#content h2')?.focus({ preventScroll: true });
  }, [view]);
}
