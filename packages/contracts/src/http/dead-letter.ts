import { z } from 'zod';
import { timestamp } from '../primitives.ts';

/** Id of an entry of a Redis stream. */
export const deadLetterId = z.string().regex(/^\d{1,15}-\d{1,15}$/);

/** An event that a service could not apply. */
const deadLetter = z.object({
  id: deadLetterId,
  diedAt: timestamp,
  source: z.string(),
  entryId: z.string(),
  type: z.string(),
  reason: z.string(),
  /** As it came, which may be no JSON at all. */
  event: z.string(),
});

export const deadLetters = z.object({ items: z.array(deadLetter) });

export const replayedDeadLetter = z.object({ outcome: z.enum(['applied', 'duplicate']) });

export type DeadLetter = z.infer<typeof deadLetter>;
