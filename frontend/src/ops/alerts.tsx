import type { AlertList } from '@comptoir/contracts/http/operations';
import { Fragment } from 'preact';
import { dateTime, number } from '../i18n/format.ts';
import { t } from '../i18n/language.ts';
import { alertTexts } from './alert-texts.ts';
import { Shape } from './mark.tsx';
import type { Tone } from './states.ts';
import { duration } from './units.ts';
import { useChanges } from './use-changes.ts';
import '../ui/forms.css';
import './alerts.css';

type Alert = AlertList['items'][number];

export const firing = (alerts: readonly Alert[]) => alerts.filter(({ state }) => state === 'firing');

/** What a person should act on, as the API orders it: what fires first. */
export function Alerts({ alerts }: { alerts: readonly Alert[] }) {
  const count = firing(alerts).length;
  const quiet = t(alerts.length === 0 ? alertTexts.none : alertTexts.noneFires);
  useChanges(count === 0 ? quiet : t(alertTexts.count, { count: number(count) }));
  return (
    <section class="stack" aria-labelledby="ops-alerts">
      <h2 id="ops-alerts" tabIndex={-1}>
        {t(alertTexts.title)}
      </h2>
      {count === 0 && (
        <p class="ops-quiet">
          <Shape tone="good" /> {quiet}
        </p>
      )}
      {alerts.length > 0 && (
        <ul class="ops-alerts">
          {alerts.map((alert) => (
            <AlertCard key={`${alert.name} ${JSON.stringify(alert.labels)}`} alert={alert} />
          ))}
        </ul>
      )}
    </section>
  );
}

function AlertCard({ alert }: { alert: Alert }) {
  const { name, state, severity, since, summary, description, labels } = alert;
  const tone: Tone = state === 'firing' && severity === 'page' ? 'bad' : 'warn';
  const runbook = safeLink(alert.runbook);
  return (
    <li class={`ops-alert card ${tone}`}>
      <div class="ops-node-head">
        <h3>{name}</h3>
        <span class={`ops-mark ${tone}`}>
          <Shape tone={tone} />
          {t(alertTexts[state])} · {severityWord(severity)}
        </span>
      </div>
      <p>{summary}</p>
      <p class="soft">
        {t(alertTexts.since, { at: dateTime(since), age: duration((Date.now() - Date.parse(since)) / 1000) })}
      </p>
      {runbook !== undefined && (
        <p>
          <a href={runbook} target="_blank" rel="noreferrer">
            {t(alertTexts.runbook)}
          </a>
        </p>
      )}
      {runbook === undefined && alert.runbook !== undefined && (
        <p>
          {t(alertTexts.runbook)} : <code>{alert.runbook}</code>
        </p>
      )}
      <details>
        <summary>{t(alertTexts.details)}</summary>
        <p>{description}</p>
        <dl class="facts">
          {Object.entries(labels).map(([label, value]) => (
            <Fragment key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </Fragment>
          ))}
        </dl>
      </details>
    </li>
  );
}

function severityWord(severity: string): string {
  if (severity === 'page' || severity === 'ticket') return t(alertTexts[severity]);
  return severity;
}

/** Rules are files, and files are written by people: only what a browser may safely open becomes a link. */
function safeLink(written: string | undefined): string | undefined {
  if (written === undefined || !URL.canParse(written)) return undefined;
  const { protocol, href } = new URL(written);
  return protocol === 'https:' || protocol === 'http:' ? href : undefined;
}
