import { storyReference } from '@comptoir/contracts/http/explanation';
import { runningMesh } from '../control/running-mesh.ts';
import { askOperations } from '../explain/ask-operations.ts';
import { storyLines } from '../explain/story-lines.ts';
import { readSettings } from '../home/settings.ts';
import { MeshError } from '../mesh-error.ts';
import { hasColours } from '../terminal/has-colours.ts';
import { say } from '../terminal/say.ts';
import { parseWords } from './arguments.ts';
import { traceIdIn } from './trace-id.ts';

/** `explain <receipt number, sale id or trace id> [--json]`: the whole story of a sale, or of one trace. */
export async function explain(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseWords(
    args,
    { json: { type: 'boolean', default: false } },
    { least: 1, most: 1 },
  );
  const reference = referenceIn(positionals[0] ?? '');
  const story = await askOperations(await runningMesh(readSettings()), reference);
  if (values.json) return say(JSON.stringify(story, null, 2));
  for (const line of storyLines(story, hasColours())) say(line);
}

/** As it is typed: a receipt number in small letters too, and a trace id also as part of a whole `traceparent`. */
function referenceIn(typed: string): string {
  const reference = [traceIdIn(typed), typed.toUpperCase(), typed.toLowerCase()].find(
    (one) => one !== undefined && storyReference.safeParse(one).success,
  );
  if (reference !== undefined) return reference;
  throw new MeshError(
    `"${typed}" is neither a receipt number (MTL1-02-000123), nor a sale's id, nor a trace id (32 hexadecimal digits).`,
  );
}
