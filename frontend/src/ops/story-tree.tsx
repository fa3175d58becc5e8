import type { StoryNode } from '@comptoir/contracts/http/explanation';
import { t } from '../i18n/language.ts';
import { Mark } from './mark.tsx';
import { storyTexts, titleTexts } from './story-texts.ts';
import type { Grown } from './story-branches.ts';
import { branchesOf } from './story-branches.ts';
import { latency } from './units.ts';

/** What happened as lists in lists: each thing stands inside what it was part of. */
export function StoryTree({ nodes }: { nodes: readonly StoryNode[] }) {
  return (
    <section class="ops-story card" aria-label={t(storyTexts.tree)} tabIndex={0}>
      <ol>
        {branchesOf(nodes).map((branch) => (
          <Branch key={branch.key} branch={branch} />
        ))}
      </ol>
    </section>
  );
}

function Branch({ branch: { node, from, span, children } }: { branch: Grown }) {
  const { kind, title, service, replica, atMs, durationMs, facts } = node;
  return (
    <li class={`ops-story-node ${kind} ${node.outcome}`}>
      <div class="ops-story-line">
        <span class="ops-story-time numeric">
          <span class="unseen">{t(storyTexts.after, { at: '' })}</span>+{latency(atMs / 1000)}
        </span>
        <strong>{replica === undefined ? service : `${service}-${replica}`}</strong>
        <span class="ops-story-title">{titleTexts[title] === undefined ? title : t(titleTexts[title])}</span>
        {node.outcome !== 'ok' && <Outcome outcome={node.outcome} />}
        <Facts facts={facts} />
        {durationMs !== undefined && (
          <span class="ops-story-took numeric">
            <span class="unseen">{t(storyTexts.took, { took: '' })}</span>
            {latency(durationMs / 1000)}
          </span>
        )}
      </div>
      {durationMs !== undefined && span > 0 && (
        <svg class="ops-story-bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
          <rect
            x={((atMs - from) / span) * 100}
            width={Math.max(0.4, (durationMs / span) * 100)}
            height={1}
          />
        </svg>
      )}
      {children.length > 0 && (
        <ol>
          {children.map((child) => (
            <Branch key={child.key} branch={child} />
          ))}
        </ol>
      )}
    </li>
  );
}

function Outcome({ outcome }: { outcome: 'refused' | 'failed' }) {
  return outcome === 'failed' ? (
    <Mark state={{ tone: 'bad', text: storyTexts.failedOutcome }} />
  ) : (
    <Mark state={{ tone: 'warn', text: storyTexts.refusedOutcome }} />
  );
}

/** A statement is long: it opens. */
function Facts({ facts: { sql, ...rest } }: Pick<StoryNode, 'facts'>) {
  const short = Object.entries(rest).map(([name, value]) => `${name} ${value}`);
  return (
    <>
      {short.length > 0 && <span class="ops-story-facts">{short.join(' · ')}</span>}
      {sql !== undefined && (
        <details class="ops-story-sql">
          <summary>SQL</summary>
          <code>{sql}</code>
        </details>
      )}
    </>
  );
}
