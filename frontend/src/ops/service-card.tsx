import type { ReplicaState } from '@comptoir/contracts/http/operations';
import { percent } from '../i18n/format.ts';
import { t } from '../i18n/language.ts';
import { hrefOf } from './address.ts';
import { Mark } from './mark.tsx';
import { Restarts } from './restarts.tsx';
import type { Service } from './states.ts';
import { replicaState, serviceState } from './states.ts';
import { opsTexts } from './texts.ts';
import { unitTexts } from './unit-texts.ts';
import { bytes, figure, latency } from './units.ts';
import type { Wire } from './wiring.ts';
import { wiresOf } from './wiring.ts';

/** A service, its replicas and its breakers; its name leads to its signals. */
export function ServiceCard({ service }: { service: Service }) {
  const { name, replicas } = service;
  return (
    <li class={`ops-node ${serviceState(service).tone}`} data-node={name}>
      <div class="ops-node-head">
        <h3>
          <a href={hrefOf('signals', { service: name })} title={t(opsTexts.openSignals, { service: name })}>
            {name}
          </a>
        </h3>
        <Mark state={serviceState(service)} />
      </div>
      {replicas.length === 0 && <p class="soft">{t(opsTexts.noReplica)}</p>}
      <ul class="ops-replicas">
        {replicas.map((replica) => (
          <Replica key={replica.replica} replica={replica} />
        ))}
      </ul>
      <Breakers service={name} wires={wiresOf(service)} />
    </li>
  );
}

function Replica({ replica }: { replica: ReplicaState }) {
  const { requestsPerSecond, errorRatio, p99Seconds, residentBytes, restarts } = replica;
  return (
    <li>
      <div class="ops-replica-head">
        <span class="ops-replica-name">
          {t(opsTexts.replica, { replica: replica.replica })}
          <Restarts count={restarts} />
        </span>
        <Mark state={replicaState(replica)} />
      </div>
      <dl class="ops-figures">
        <Figure name={t(opsTexts.traffic)} value={requestsPerSecond} format={figure} />
        <Figure name={t(opsTexts.errors)} value={errorRatio} format={percent} />
        <Figure name={t(opsTexts.p99)} value={p99Seconds} format={latency} />
        <Figure name={t(opsTexts.memory)} value={residentBytes} format={bytes} />
      </dl>
    </li>
  );
}

export interface FigureProps {
  name: string;
  /** Undefined where nothing was measured. */
  value: number | undefined;
  format(value: number): string;
}

export function Figure({ name, value, format }: FigureProps) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value === undefined ? '–' : format(value)}</dd>
    </div>
  );
}

function Breakers({ service, wires }: { service: string; wires: readonly Wire[] }) {
  if (wires.length === 0) return null;
  return (
    <ul class="ops-breakers" aria-label={t(opsTexts.breakers, { service })}>
      {wires.map(({ to, state }) => (
        <li key={to} class={`ops-breaker ${state}`}>
          <WireSign state={state} /> {to}{' '}
          <span class={state === 'closed' ? 'unseen' : undefined}>{t(unitTexts[state])}</span>
        </li>
      ))}
    </ul>
  );
}

/** As electricians draw a switch: a line through when closed, lifted when open, dashed while it is tried. */
export function WireSign({ state }: { state: Wire['state'] }) {
  return (
    <svg class={`ops-wire ${state}`} viewBox="0 0 24 12" aria-hidden="true">
      <path d={state === 'open' ? 'M0 8h7L16 1M17 8h7' : 'M0 8h24'} />
    </svg>
  );
}
