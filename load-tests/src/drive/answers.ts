import { z } from 'zod';
import type { Answer } from './step.ts';

export type Read<T> = { value: T; wrong?: never } | { value?: never; wrong: string };

const problemShape = z.object({ code: z.string() });

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** Why an answer was not the one hoped for, short enough to count by: `503 stock.unavailable`. */
export function refusalOf({ status, body }: Answer): string {
  const code = problemShape.safeParse(parse(body)).data?.code;
  return code === undefined ? `${status}` : `${status} ${code}`;
}

/** Parses an answer of one of these statuses and this shape; anything else is `wrong`. */
export function readAnswer<T>(
  answer: Answer,
  statuses: number | readonly number[],
  shape: z.ZodType<T>,
): Read<T> {
  if (![statuses].flat().includes(answer.status)) return { wrong: refusalOf(answer) };
  const parsed = shape.safeParse(parse(answer.body));
  return parsed.success
    ? { value: parsed.data }
    : { wrong: `shape: ${parsed.error.issues[0]?.path.join('.') ?? ''}` };
}

/** The names of the fields that are not as expected, or undefined when all are. */
export function difference<T extends object>(found: T, expected: Readonly<Partial<T>>): string | undefined {
  const fields = new Map<string, unknown>(Object.entries(found));
  const differing = Object.entries(expected).filter(([field, value]) => fields.get(field) !== value);
  return differing.length === 0 ? undefined : `wrong ${differing.map(([field]) => field).join(', ')}`;
}

/**
 * Reads answers that are usually the very bytes of the last one (a catalogue page from the micro-cache) without
 * parsing the same text again: the generator shares the cores with the mesh.
 */
export function rememberRight(
  check: (answer: Answer) => string | undefined,
): (answer: Answer) => string | undefined {
  let right: string | undefined;
  return (answer) => {
    if (answer.status === 200 && answer.body === right) return undefined;
    const wrong = check(answer);
    if (wrong === undefined) right = answer.body;
    return wrong;
  };
}
