import { productChanged, productCreated, productRetired } from '@comptoir/contracts/events/product';
import { handler } from '@comptoir/event-bus';
import { knownProductsRepository } from '../repositories/known-products.repository.ts';

/** Stock remembers names and codes of the catalogue, the newest version of each whatever order they come in. */
export const onProductChanged = [productCreated, productChanged, productRetired].map((definition) =>
  handler(definition, (trx, events) => knownProductsRepository(trx).save(events.map(({ data }) => data))),
);
