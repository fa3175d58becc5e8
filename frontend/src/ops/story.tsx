import type { Explanation } from '@comptoir/contracts/http/explanation';
import { money, dateTime } from '../i18n/format.ts';
import { t } from '../i18n/language.ts';
import { hrefOf } from './address.ts';
import { StoryTree } from './story-tree.tsx';
import { gapTexts, statusTexts, storyTexts } from './story-texts.ts';
import { latency } from './units.ts';
import { useChanges } from './use-changes.ts';

export function Story({ story }: { story: Explanation }) {
  const { nodes, gaps, traces } = story;
  const headline = headlineOf(story);
  useChanges(headline);
  return (
    <>
      <div class="card stack">
        <h3>{headline}</h3>
        <p>
          {t(storyTexts.began, { at: dateTime(story.startedAt), took: latency(story.durationMs / 1000) })}
        </p>
        {story.sale?.refusal && <p>{t(storyTexts.refused, { detail: story.sale.refusal.detail })}</p>}
        <ul class="ops-story-traces">
          {traces.map(({ traceId, sampled, url }) => (
            <li key={traceId}>
              <a href={hrefOf('logs', { traceId })}>{t(storyTexts.logsOf, { trace: traceId.slice(0, 8) })}</a>
              {sampled && <span class="badge neutral">{t(storyTexts.sampled)}</span>}
              {url !== undefined && (
                <a href={url} target="_blank" rel="noreferrer">
                  {t(storyTexts.spansOf, { trace: traceId.slice(0, 8) })}
                </a>
              )}
            </li>
          ))}
        </ul>
      </div>
      <StoryTree nodes={nodes} />
      {gaps.length > 0 && (
        <section aria-labelledby="ops-story-gaps">
          <h3 id="ops-story-gaps">{t(storyTexts.gaps)}</h3>
          <ul class="soft ops-story-gaps">
            {gaps.map(({ reason, subject }) => (
              <li key={`${reason} ${subject}`}>{t(gapTexts[reason], { subject })}</li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function headlineOf({ sale }: Explanation): string {
  if (sale === null) return t(storyTexts.noSale);
  const receipt = sale.receiptNumber ?? sale.id;
  return `${t(storyTexts.sale, { receipt })}, ${t(statusTexts[sale.status])}, ${money(sale.totalCents)}`;
}
