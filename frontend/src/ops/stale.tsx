import { useEffect, useState } from 'preact/hooks';
import { sayProblem } from '../api/problem.ts';
import { t } from '../i18n/language.ts';
import { opsTexts } from './texts.ts';
import { duration } from './units.ts';
import type { Live } from './use-live.ts';

/** Says that what is shown is not of now, why, and how old it is. */
export function Stale({ of }: { of: Live<unknown> }) {
  if (of.error === undefined) return null;
  return (
    <div class="notice warn">
      <span role="alert">{sayProblem(of.error)}</span> {of.at !== undefined && <Age at={of.at} />}
    </div>
  );
}

/** Counts in its own place, outside the alert: whoever hears the page is told once. */
function Age({ at }: { at: number }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return <span>{t(opsTexts.staleSince, { age: duration(Math.max(0, now - at) / 1000) })}</span>;
}
