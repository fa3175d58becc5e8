import { Fragment } from 'preact';
import { useState } from 'preact/hooks';
import { t } from '../i18n/language.ts';
import { setFilters } from '../ui/filters.ts';
import { hrefOf } from './address.ts';
import { logsTexts } from './logs-texts.ts';
import type { LogEntry } from './use-logs.ts';

/** One line; opened, it shows all its fields. */
export function LogLine({ entry }: { entry: LogEntry }) {
  const [open, setOpen] = useState(false);
  const { time, service, replica, level, message, traceId } = entry;
  return (
    <li class={`ops-log-line ${level}`}>
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          <time dateTime={time}>{precise(time)}</time>
          <span class="ops-log-level">{level}</span>
          <span class="ops-log-source">{replica === undefined ? service : `${service}-${replica}`}</span>
          <span class="ops-log-message">{gist(entry) ?? message}</span>
        </summary>
        {open && <Fields entry={entry} />}
      </details>
      {traceId !== undefined && (
        <button
          type="button"
          class="quiet ops-log-trace"
          title={traceId}
          onClick={() => setFilters({ traceId })}
        >
          <span class="unseen">{t(logsTexts.filterTrace)} </span>
          {traceId.slice(0, 8)}
        </button>
      )}
      {traceId !== undefined && open && (
        <a class="ops-log-story" href={hrefOf('story', { reference: traceId })}>
          {t(logsTexts.explain)}
        </a>
      )}
    </li>
  );
}

function Fields({ entry: { fields, ...rest } }: { entry: LogEntry }) {
  return (
    <dl class="facts ops-log-fields">
      {Object.entries({ ...rest, ...fields }).map(([name, value]) => (
        <Fragment key={name}>
          <dt>{name}</dt>
          <dd>{typeof value === 'string' ? value : JSON.stringify(value, null, 1)}</dd>
        </Fragment>
      ))}
    </dl>
  );
}

/** Of a request what it was and what became of it; other lines speak for themselves. */
function gist({ message, fields }: LogEntry): string | undefined {
  if (message !== 'request') return undefined;
  const { method, route, path, status, durationMs } = fields;
  const known = [method, path ?? route, status].filter(
    (part) => typeof part === 'string' || typeof part === 'number',
  );
  if (known.length < 2) return undefined;
  return `${known.join(' ')}${typeof durationMs === 'number' ? ` · ${Math.round(durationMs)} ms` : ''}`;
}

/**
 * To the millisecond, because the order of lines is what they are read for, and in figures of one width in either
 * language: `05:08:15.420`.
 */
const precise = (time: string): string => clock.format(new Date(time));

const clock = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
});
