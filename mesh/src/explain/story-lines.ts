import { styleText } from 'node:util';
import type { Explanation, StoryGap, StoryNode } from '@comptoir/contracts/http/explanation';
import { shortTime } from './short-time.ts';

const STYLES = { ok: undefined, refused: 'yellow', failed: 'red' } as const;

/** A story for a person: what it is of, then when, how long and what, each thing below what it was part of. */
export function storyLines(story: Explanation, colour: boolean): string[] {
  return [
    ...heading(story),
    '',
    `${'WHEN'.padStart(WHEN)}${'TOOK'.padStart(TOOK)}  WHAT`,
    ...story.nodes.map((node) => {
      const style = STYLES[node.outcome];
      const line = nodeLine(node);
      return colour && style !== undefined ? styleText(style, line, { validateStream: false }) : line;
    }),
    ...(story.gaps.length === 0
      ? []
      : ['', 'Not told:', ...story.gaps.map((gap) => `  ${gapSentence(gap)}`)]),
  ];
}

const WHEN = 11;
const TOOK = 11;
/** A statement of twenty columns would hide the tree; `--json` has all of it. */
const LONGEST_FACT = 100;

function heading({ reference, sale, startedAt, durationMs, traces }: Explanation): string[] {
  const what =
    sale === null
      ? `Trace ${reference}, which sold nothing that is known of.`
      : `Sale ${sale.receiptNumber ?? sale.id}, ${sale.status}, ${(sale.totalCents / 100).toFixed(2)} CAD (${sale.id}).`;
  const refusal = sale?.refusal ?? null;
  return [
    what,
    ...(refusal === null ? [] : [`Refused: ${refusal.code}, ${refusal.detail}`]),
    `Began ${startedAt}; from there to the last thing known ${shortTime(durationMs)}.`,
    ...traces.map(
      ({ traceId, sampled, url }) =>
        `Trace ${traceId}${sampled ? ', sampled' : ''}${url === undefined ? '' : ` ${url}`}`,
    ),
  ];
}

function nodeLine({ depth, title, service, replica, atMs, durationMs, outcome, facts }: StoryNode): string {
  const when = `+${shortTime(atMs)}`.padStart(WHEN);
  const took = (durationMs === undefined ? '' : shortTime(durationMs)).padStart(TOOK);
  const who = replica === undefined ? service : `${service}-${replica}`;
  const marks = [outcome === 'ok' ? '' : outcome.toUpperCase(), ...Object.entries(facts).map(shownFact)];
  const sign = durationMs === undefined ? '- ' : '';
  return [`${when}${took}  ${'  '.repeat(depth)}${sign}${who}`, title, ...marks]
    .filter((part) => part !== '')
    .join('  ');
}

function shownFact([name, value]: [string, string | number | boolean]): string {
  const whole = String(value);
  const text = whole.length > LONGEST_FACT ? `${whole.slice(0, LONGEST_FACT)}…` : whole;
  return `${name}=${/^[^\s"=]+$/.test(text) ? text : JSON.stringify(text)}`;
}

const SENTENCES: Record<StoryGap['reason'], (subject: string) => string> = {
  serviceUnavailable: (service) => `${service} cannot be asked now, so what it knows is missing.`,
  logsElsewhere: () => 'the requests: processes write no log files here.',
  linesMissing: (trace) =>
    `the requests of trace ${trace}: no log has a line of it; it is too old, or was written in this half second.`,
  notSampled: (trace) => `SQL and calls of trace ${trace}: it was not sampled.`,
  partlySampled: (service) =>
    `SQL and calls inside ${service}: the trace was kept elsewhere because it failed or was slow there.`,
  eventsForgotten: () => 'the events: they were published so long ago that the outbox has forgotten them.',
  listenersUnknown: (service) => `who listens to ${service}: Redis cannot say now.`,
  notConsumed: (event) => `${event}: it was not applied there yet.`,
  deliveryForgotten: (event) => `${event}: it was so long ago that the inbox there has forgotten it.`,
  cut: () => 'there is more than is shown.',
};

const gapSentence = ({ reason, subject }: StoryGap): string => SENTENCES[reason](subject);
