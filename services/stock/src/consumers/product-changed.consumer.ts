import { productChanged, productCreated, productRetired } from '@comptoir/contracts/events/product';
import { handler } from '@comptoir/event-bus';
import { stockUnit } from '../unit.ts';

/** Stock remembers names and codes of the catalogue, the newest version of each whatever order they come in. */
export const onProductChanged = [productCreated, productChanged, productRetired].map((definition) =>
  handler(definition, async (trx, events) => {
    const [first] = events;
    if (first === undefined) return;
    await stockUnit(trx, first.context).knownProducts.save(events.map(({ data }) => data));
  }),
);
