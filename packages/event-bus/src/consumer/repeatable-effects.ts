import type { RepeatableHandler } from '../event-handler.ts';
import type { Effects } from './effects.ts';
import { runsOf } from './runs.ts';

/** Each event at least once: nothing remembers what was applied, so every copy takes effect again. */
export function repeatableEffects(handlers: readonly RepeatableHandler[]): Effects {
  const byType = new Map<string, RepeatableHandler>(
    handlers.map((handler) => [handler.definition.type, handler]),
  );
  return {
    apply: async (deliveries) => {
      for (const run of runsOf(deliveries)) {
        const events = run.map(({ event }) => event);
        await byType.get(events[0]?.type ?? '')?.repeat(events);
      }
      return new Set(deliveries);
    },
    giveUp: () => Promise.resolve(),
    purge: () => Promise.resolve(0),
  };
}
