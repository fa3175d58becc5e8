import { useEffect, useState } from 'preact/hooks';
import { t } from '../i18n/language.ts';
import { query } from '../router.ts';
import { setFilters } from '../ui/filters.ts';
import { Choice, TextInput, Tick } from '../ui/inputs.tsx';
import { useSettled } from '../ui/settled.ts';
import { logsTexts } from './logs-texts.ts';
import '../ui/forms.css';

/** As the contract's `logLevel` orders them, which cannot be asked without bringing zod along. */
const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'];

interface LogFiltersProps {
  sources: readonly string[];
  service: string;
  level: string;
  traceId: string;
}

export function LogFilters({ sources, service, level, traceId }: LogFiltersProps) {
  const known = service === '' || sources.includes(service) ? sources : [...sources, service];
  return (
    <form class="finder ops-log-filters" role="search" onSubmit={(event) => event.preventDefault()}>
      <Choice
        label={t(logsTexts.service)}
        value={service}
        onValue={(chosen) => setFilters({ service: chosen })}
        options={[{ value: '', text: t(logsTexts.every) }, ...known.map((value) => ({ value, text: value }))]}
      />
      <Choice
        label={t(logsTexts.level)}
        value={level}
        onValue={(chosen) => setFilters({ level: chosen })}
        options={[
          { value: '', text: t(logsTexts.every) },
          ...LEVELS.map((value) => ({ value, text: value })),
        ]}
      />
      <TraceFilter traceId={traceId} />
      {traceId === '' && (
        <Tick
          label={t(logsTexts.hideOwn)}
          checked={query.value.get('routine') !== '1'}
          onChecked={(hidden) => setFilters({ routine: hidden ? '' : '1' })}
        />
      )}
    </form>
  );
}

/** Takes a whole `traceparent` as well: the id is in it. */
function TraceFilter({ traceId }: { traceId: string }) {
  const [typed, setTyped] = useState(traceId);
  const settled = useSettled(typed.trim().toLowerCase(), 250);
  useEffect(() => setTyped(traceId), [traceId]);
  const found = /(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])/.exec(settled)?.[0];
  const isWrong = settled !== '' && found === undefined;
  useEffect(() => {
    if (!isWrong) setFilters({ traceId: found ?? '' });
  }, [settled]);
  return (
    <TextInput
      label={t(logsTexts.trace)}
      hint={t(logsTexts.traceHint)}
      problem={isWrong ? t(logsTexts.traceWrong) : undefined}
      autocomplete="off"
      value={typed}
      onValue={setTyped}
    />
  );
}
