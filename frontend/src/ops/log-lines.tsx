import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { t } from '../i18n/language.ts';
import { LogLine } from './log-line.tsx';
import { logsTexts } from './logs-texts.ts';
import type { LogLine as Line } from './use-logs.ts';

/** How near to the end still is the end, in px. */
const NEAR = 24;

/** Lines, the newest at the bottom, which stays in sight until a person scrolls away from it. */
export function LogLines({ lines }: { lines: readonly Line[] }) {
  const box = useRef<HTMLDivElement>(null);
  const [following, setFollowing] = useState(true);
  const newest = lines.at(-1)?.key;

  useLayoutEffect(() => {
    if (following) box.current?.scrollTo(0, box.current.scrollHeight);
  }, [newest, following]);

  return (
    <div class="ops-log-frame">
      <div
        ref={box}
        class="ops-log"
        // New lines are not read out as they come: nobody could listen to that.
        role="log"
        aria-live="off"
        aria-label={t(logsTexts.title)}
        tabIndex={0}
        onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) =>
          setFollowing(scrollHeight - scrollTop - clientHeight < NEAR)
        }
      >
        {lines.length === 0 && <p class="soft">{t(logsTexts.none)}</p>}
        <ol>
          {lines.map(({ key, entry }) => (
            <LogLine key={key} entry={entry} />
          ))}
        </ol>
      </div>
      {!following && (
        <button type="button" class="ops-follow primary" onClick={() => setFollowing(true)}>
          ↓ {t(logsTexts.follow)}
        </button>
      )}
    </div>
  );
}
