import { productChanged, productCreated, productRetired } from '@comptoir/contracts/events/product';
import type { NewEvent, Outbox } from '@comptoir/event-bus';
import type { Product } from '../domain/product.ts';
import type { ProductEvents } from '../use-cases/ports.ts';

/** What the catalogue tells the others, put into the outbox of the transaction that changes it. */
export function productEvents(outbox: Outbox): ProductEvents {
  return {
    created: (products) => outbox.addMany(productCreated, products.map(newsOf)),
    changed: (products) => outbox.addMany(productChanged, products.map(newsOf)),
    retired: (product) => outbox.add(productRetired, newsOf(product)),
  };
}

function newsOf(product: Product): NewEvent<Product> {
  return { subject: product.id, aggregateVersion: product.version, data: product };
}
