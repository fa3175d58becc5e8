import { AppError } from '@comptoir/service-kit';
import { readEntry } from '../consumer/delivery.ts';
import type { Delivery, HandlersByType, Unreadable } from '../consumer/delivery.ts';
import type { Effects } from '../consumer/effects.ts';
import type { StreamId } from '../redis/stream-id.ts';
import type { DeadLetter, DeadLetters } from './dead-letters.ts';

/** What an operator can do about dead letters. Each throws AppError('notFound', 'dead_letter.not_found') for an unknown id. */
export interface DeadLetterDesk {
  /** Oldest first, at most `limit`, after the letter `after` when given. */
  list(limit: number, after?: StreamId): Promise<DeadLetter[]>;
  /**
   * Applies the event now, in this process, as the consumer would have. The letter goes when that succeeds, and stays when
   * the handler throws, whose error reaches the caller; one that cannot be read is AppError('invalid', 'dead_letter.unreadable').
   */
  replay(id: StreamId): Promise<'applied' | 'duplicate'>;
  /** Gives the event up for this consumer: should it be published again, it counts as applied. */
  discard(id: StreamId): Promise<void>;
}

export interface DeadLetterDeskParts {
  letters: DeadLetters;
  handlersOf: (source: string) => HandlersByType;
  effects: Pick<Effects, 'apply' | 'giveUp'>;
}

export function deadLetterDesk({ letters, handlersOf, effects }: DeadLetterDeskParts): DeadLetterDesk {
  const open = async (id: StreamId): Promise<Delivery | Unreadable | undefined> => {
    const letter = await letters.find(id);
    if (letter === undefined)
      throw new AppError('notFound', 'dead_letter.not_found', `There is no dead letter ${id}.`);
    const { entryId, type, event, source } = letter;
    const fields = new Map([
      ['type', type],
      ['event', event],
    ]);
    return readEntry({ id: entryId, fields }, handlersOf(source));
  };

  return {
    list: letters.list,
    replay: async (id) => {
      const delivery = await open(id);
      if (delivery === undefined || !('event' in delivery)) {
        const reason = delivery?.reason ?? 'this consumer does not handle its type';
        throw new AppError(
          'invalid',
          'dead_letter.unreadable',
          `Dead letter ${id} cannot be applied: ${reason}`,
        );
      }
      const applied = await effects.apply([delivery]);
      await letters.remove(id);
      return applied.size > 0 ? 'applied' : 'duplicate';
    },
    discard: async (id) => {
      const delivery = await open(id);
      if (delivery !== undefined && 'event' in delivery) await effects.giveUp(delivery);
      await letters.remove(id);
    },
  };
}
