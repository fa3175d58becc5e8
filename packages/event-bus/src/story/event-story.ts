import type { Database } from '@comptoir/service-kit';
import type { Redis } from 'ioredis';
import { streamOf } from '../redis/keys.ts';
import { groupNamesReply } from '../redis/stream-replies.ts';
import { RELAY_PACE } from '../relay/relay-pace.ts';
import { orNothing } from './or-nothing.ts';
import type { ToldEvent } from './told-events.ts';
import { eventsAbout } from './told-events.ts';

export interface EventStory {
  /** Services that listen to this one; null when the broker cannot say now. */
  listeners: string[] | null;
  /** Published events are forgotten after this long. */
  keptSeconds: number;
  items: ToldEvent[];
}

/** What `source` told of these subjects around these moments, and who listens. */
export async function eventStory(
  { database, redis, source }: { database: Database; redis: Redis; source: string },
  subjects: readonly string[],
  moments: readonly Date[],
): Promise<EventStory> {
  const [reply, items] = await Promise.all([
    orNothing(redis.xinfo('GROUPS', streamOf(source))),
    eventsAbout(database, subjects, moments),
  ]);
  const listeners = reply === null ? null : groupNamesReply(reply);
  return { listeners, keptSeconds: RELAY_PACE.retentionSeconds, items };
}
