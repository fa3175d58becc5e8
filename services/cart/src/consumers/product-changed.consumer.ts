import { productChanged, productCreated, productRetired } from '@comptoir/contracts/events/product';
import { repeatable } from '@comptoir/event-bus';
import type { VersionedCache } from '@comptoir/service-kit';
import type { CatalogueProduct } from '../domain/catalogue-product.ts';

/** What the catalogue changed is no longer cached. News that is old, or comes twice, forgets nothing newer (lesson 23). */
export const onProductChanged = (products: Pick<VersionedCache<CatalogueProduct>, 'invalidate'>) =>
  [productCreated, productChanged, productRetired].map((definition) =>
    repeatable(definition, async (events) => {
      await Promise.all(events.map(({ data }) => products.invalidate(data.id, data.version)));
    }),
  );
