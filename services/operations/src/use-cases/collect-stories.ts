import type { StoryGap } from '@comptoir/contracts/http/explanation';
import type { PaymentStory, SaleStory, StockStory, ToldEvents } from '@comptoir/contracts/http/story';
import type { Context } from '@comptoir/service-kit';
import type { Heard, Told } from '../domain/story/told.ts';
import type { Storytellers } from './story-ports.ts';

export interface Stories {
  stock: StockStory | undefined;
  payment: PaymentStory | undefined;
  /** What each of them told others, and what became of it there. */
  told: Told[];
}

/** What the other services know of a sale. One that cannot be asked is a gap, and the story goes on without it. */
export async function collectStories(
  storytellers: Storytellers,
  sale: SaleStory,
  gaps: StoryGap[],
  context: Context,
): Promise<Stories> {
  const orGap = async <T>(subject: string, asked: Promise<T>): Promise<T | undefined> => {
    try {
      return await asked;
    } catch (err) {
      context.log.debug({ err, subject }, 'a part of the story is missing');
      gaps.push({ reason: 'serviceUnavailable', subject });
      return undefined;
    }
  };
  const sagaIds = sale.sagas.map(({ id }) => id);
  const [stock, payment] = await Promise.all([
    sagaIds.length === 0 ? undefined : orGap('stock', storytellers.stock(sagaIds, context)),
    orGap('payment', storytellers.payment(sale.sale.id, context)),
  ]);

  const heardOf = (events: ToldEvents): Promise<Heard[]> =>
    Promise.all(
      (events.items.length === 0 ? [] : (events.listeners ?? [])).map(async (listener) => {
        const ids = events.items.map(({ id }) => id);
        return {
          listener,
          deliveries: await orGap(listener, storytellers.deliveries(listener, ids, context)),
        };
      }),
    );
  const sources = [
    { source: 'sale', events: sale.events },
    ...(stock === undefined ? [] : [{ source: 'stock', events: stock.events }]),
    ...(payment === undefined ? [] : [{ source: 'payment', events: payment.events }]),
  ];
  gaps.push(
    ...sources.flatMap(({ source, events }) => gapsOf(source, events)),
    ...forgotten(sale, context.now),
  );
  const told = sources.map(async ({ source, events }) => ({ source, events, heard: await heardOf(events) }));
  return { stock, payment, told: await Promise.all(told) };
}

function gapsOf(source: string, { listeners, items }: ToldEvents): StoryGap[] {
  return listeners === null && items.length > 0 ? [{ reason: 'listenersUnknown', subject: source }] : [];
}

/** A sale that was recorded told of it: when the outbox has nothing, it was emptied since. */
function forgotten({ sale, events }: SaleStory, now: Date): StoryGap[] {
  const completedAt = sale.completedAt === null ? NaN : Date.parse(sale.completedAt);
  const isOld = now.getTime() - completedAt > events.keptSeconds * 1000;
  return isOld && events.items.length === 0 ? [{ reason: 'eventsForgotten', subject: 'sale' }] : [];
}
