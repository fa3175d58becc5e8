import type { MeshPicture } from '@comptoir/contracts/http/operations';
import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { number, time } from '../i18n/format.ts';
import { t } from '../i18n/language.ts';
import { Mark } from './mark.tsx';
import { Restarts } from './restarts.tsx';
import { Figure, ServiceCard, WireSign } from './service-card.tsx';
import { processState } from './states.ts';
import { opsTexts } from './texts.ts';
import { unitTexts } from './unit-texts.ts';
import { bytes } from './units.ts';
import { useChanges } from './use-changes.ts';
import { inRows, wiresOf } from './wiring.ts';
import { Wires } from './wires.tsx';

/** Everything that runs, from the gateway down to what the services stand on. */
export function MeshView({ picture }: { picture: MeshPicture }) {
  const box = useRef<HTMLDivElement>(null);
  const { gateway, services, engines } = picture;
  return (
    <section class="stack" aria-labelledby="ops-mesh">
      <div class="page-head">
        <div>
          <h2 id="ops-mesh" tabIndex={-1}>
            {t(opsTexts.mesh)}
          </h2>
          <Headline picture={picture} />
        </div>
        <Legend />
      </div>
      <div class="ops-mesh" ref={box}>
        <Wires box={box} wires={services.flatMap(wiresOf)} />
        <h3 class="ops-tier">{t(opsTexts.gateway)}</h3>
        <ul class="ops-row ops-edge">
          <Process name="nginx" state={gateway}>
            <Figure name={t(opsTexts.connections)} value={gateway.connections} format={number} />
          </Process>
        </ul>
        <h3 class="ops-tier">{t(opsTexts.services)}</h3>
        {inRows(services).map((row) => (
          <ul key={row[0]?.name} class="ops-row ops-services">
            {row.map((service) => (
              <ServiceCard key={service.name} service={service} />
            ))}
          </ul>
        ))}
        <h3 class="ops-tier">{t(opsTexts.engines)}</h3>
        <ul class="ops-row ops-engines">
          {engines.map((engine) => (
            <Process key={engine.name} name={engine.name} state={engine} />
          ))}
        </ul>
      </div>
    </section>
  );
}

/** The picture in a sentence; said aloud only when the sentence becomes another one. */
function Headline({ picture: { at, services } }: { picture: MeshPicture }) {
  const replicas = services.flatMap((service) => service.replicas);
  const up = replicas.filter((replica) => replica.up).length;
  const broken = services.flatMap(wiresOf).filter(({ state }) => state !== 'closed').length;
  const counts = { up: number(up), all: number(replicas.length) };
  const sentence = [
    t(up === replicas.length ? opsTexts.allRun : opsTexts.someRun, counts),
    ...(broken === 0 ? [] : [t(opsTexts.breakersNotClosed, { count: number(broken) })]),
  ].join(' ');
  useChanges(sentence);
  return (
    <p>
      {sentence} <span class="soft numeric">{t(opsTexts.asOf, { time: time(at) })}</span>
    </p>
  );
}

function Legend() {
  return (
    <p class="ops-legend soft">
      {t(opsTexts.legend)}
      {(['closed', 'halfOpen', 'open'] as const).map((state) => (
        <span key={state} class={`ops-breaker ${state}`}>
          <WireSign state={state} /> {t(unitTexts[state])}
        </span>
      ))}
    </p>
  );
}

interface ProcessProps {
  name: string;
  state: MeshPicture['engines'][number] | MeshPicture['gateway'];
  children?: ComponentChildren;
}

function Process({ name, state, children }: ProcessProps) {
  const { restarts, residentBytes } = state;
  return (
    <li class={`ops-node ${processState(state).tone}`} data-node={name}>
      <div class="ops-node-head">
        <h4>
          {name}
          <Restarts count={restarts} />
        </h4>
        <Mark state={processState(state)} />
      </div>
      <dl class="ops-figures">
        {children}
        {residentBytes !== undefined && (
          <Figure name={t(opsTexts.memory)} value={residentBytes} format={bytes} />
        )}
      </dl>
    </li>
  );
}
