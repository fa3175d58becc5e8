import { deadLetters, replayedDeadLetter } from '@comptoir/contracts/http/dead-letter';
import type { DeadLetter } from '@comptoir/contracts/http/dead-letter';
import { InternalCallFailed } from '../seed/internal-call-failed.ts';
import type { Send } from '../seed/open-internal.ts';

export type FoundLetter = DeadLetter & { service: string };

/** Most of one service that are listed; the others follow when these are gone. */
const LISTED = 500;

/** The dead letters of all services, oldest first of each. A service that listens to nobody has none. */
export async function listDeadLetters(send: Send, services: readonly string[]): Promise<FoundLetter[]> {
  const found: FoundLetter[] = [];
  for (const service of services) {
    const items = await lettersOf(send, service);
    found.push(...items.map((item) => ({ ...item, service })));
  }
  return found;
}

async function lettersOf(send: Send, service: string): Promise<DeadLetter[]> {
  try {
    const path = `/internal/dead-letters?limit=${LISTED}`;
    return deadLetters.parse(await send({ method: 'GET', service, path })).items;
  } catch (error) {
    if (error instanceof InternalCallFailed && error.code === 'route.not_found') return [];
    throw error;
  }
}

/** Has the service apply it now. Throws what it failed with; the letter then stays. */
export async function replayDeadLetter(
  send: Send,
  service: string,
  id: string,
): Promise<'applied' | 'duplicate'> {
  const path = `/internal/dead-letters/${encodeURIComponent(id)}/replay`;
  return replayedDeadLetter.parse(await send({ method: 'POST', service, path })).outcome;
}

/** Gives it up: its event will never take effect in this service. */
export async function dropDeadLetter(send: Send, service: string, id: string): Promise<void> {
  await send({ method: 'DELETE', service, path: `/internal/dead-letters/${encodeURIComponent(id)}` });
}
