import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import { typingProblem } from '../command-line.ts';
import { MeshError } from '../mesh-error.ts';
import { usage } from '../usage.ts';

/** Parses the words after a command. Throws MeshError, with the usage, for an unknown flag or a wrong number of words. */
export function parseWords<T extends ParseArgsOptionsConfig>(
  args: readonly string[],
  options: T,
  words: { least: number; most: number },
) {
  try {
    const parsed = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
    const { length } = parsed.positionals;
    if (length < words.least) throw new Error('Something is missing.');
    if (length > words.most)
      throw new Error(`Unexpected: ${parsed.positionals.slice(words.most).join(' ')}.`);
    return parsed;
  } catch (cause) {
    throw new MeshError(`${typingProblem(cause)}\n\n${usage}`, { cause });
  }
}
