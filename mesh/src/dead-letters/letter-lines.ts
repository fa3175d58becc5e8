import { tame } from '../logs/format-line.ts';
import type { FoundLetter } from './desks.ts';

const TRACE = /"traceparent":"00-([0-9a-f]{32})-/;

/** What a person needs to decide about each: what it is, why it died, how to follow it. */
export function letterLines(letters: readonly FoundLetter[]): string[] {
  if (letters.length === 0) return ['There are no dead letters: every event took effect.'];
  const each = letters.flatMap(({ service, id, diedAt, source, type, reason, event }) => {
    const [, trace] = TRACE.exec(event) ?? [];
    return [
      `${service} ${id}  ${type} from ${source}, died ${diedAt}`,
      `  ${reason}`,
      ...(trace === undefined ? [] : [`  npm run mesh -- logs --trace ${trace}`]),
    ].map(tame);
  });
  return [
    ...each,
    '',
    'Once the cause is mended: npm run mesh -- dead-letters replay <service> <id>. Never to be applied: drop <service> <id>.',
  ];
}
