import { useState } from 'preact/hooks';
import { number } from '../i18n/format.ts';
import { t } from '../i18n/language.ts';
import { query } from '../router.ts';
import { uiTexts } from '../ui/texts.ts';
import { serviceInAddress } from './address.ts';
import { LogFilters } from './log-filters.tsx';
import { LogLines } from './log-lines.tsx';
import { logsTexts } from './logs-texts.ts';
import { Stale } from './stale.tsx';
import type { LogEntry, LogTail } from './use-logs.ts';
import { useLogs } from './use-logs.ts';
import './logs.css';

/** The logs of all processes as one story that goes on. What is filtered stands in the address, to be sent to a colleague. */
export function LogsView({ sources }: { sources: readonly string[] }) {
  const [paused, setPaused] = useState(false);
  const service = serviceInAddress();
  const level = query.value.get('level') ?? '';
  const traceId = query.value.get('traceId') ?? '';
  const everything = query.value.get('routine') === '1' || traceId !== '';
  const filters = new URLSearchParams();
  for (const [name, value] of Object.entries({ service, level, traceId }))
    if (value !== '') filters.set(name, value);
  const tail = useLogs(String(filters), paused);
  const shown = everything ? tail.data : tail.data?.filter(({ entry }) => !isRoutine(entry));

  return (
    <section class="stack" aria-labelledby="ops-logs">
      <h2 id="ops-logs" tabIndex={-1}>
        {t(logsTexts.title)}
      </h2>
      <LogFilters sources={sources} service={service} level={level} traceId={traceId} />
      <div class="ops-log-bar">
        <span class="badge neutral">
          {paused ? '❚❚ ' : '▶ '}
          {t(paused ? logsTexts.paused : logsTexts.live)}
        </span>
        <button type="button" aria-pressed={paused} onClick={() => setPaused(!paused)}>
          {t(paused ? logsTexts.resume : logsTexts.pause)}
        </button>
        <span class="soft">
          {shown !== undefined && t(logsTexts.lines, { count: number(shown.length) })}
          {tail.cut && ` · ${t(logsTexts.older)}`}
        </span>
      </div>
      <Trouble tail={tail} />
      {shown === undefined ? (
        tail.error === undefined && <p class="empty">{t(uiTexts.loading)}</p>
      ) : (
        <LogLines key={String(filters)} lines={shown} />
      )}
    </section>
  );
}

function Trouble({ tail }: { tail: LogTail }) {
  return (
    <>
      <Stale of={tail} />
      {tail.error !== undefined && tail.data === undefined && <p class="soft">{t(logsTexts.elsewhere)}</p>}
    </>
  );
}

/** What this page and the launcher ask all the time is written down as well, and would be most of what there is to see. */
function isRoutine({ level, message, fields }: LogEntry): boolean {
  if (level !== 'info' || message !== 'request') return false;
  return [fields['route'], fields['path']].some(
    (address) => typeof address === 'string' && (address === '/health' || address.startsWith('/api/ops/')),
  );
}
