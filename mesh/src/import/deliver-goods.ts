import type { InternalClient } from '../seed/internal-client.ts';
import type { OpeningInput } from '../seed/internal-shapes.ts';
import type { Account } from './account.ts';
import type { Goods } from './goods.ts';
import { putSound } from './put-sound.ts';

export interface Delivered {
  products: { created: number; updated: number; unchanged: number };
  openings: { opened: number; exists: number; refused: number };
}

/** Puts goods into the mesh and the lines they came from into the account. */
export type DeliverGoods = (goods: Goods[], delivered: (products: number) => void) => Promise<void>;

const BATCH = 500;

export interface DeliveryOptions {
  client: InternalClient;
  /** Where stock is opened; without it none is. */
  locationId: string | undefined;
  account: Account;
  totals: Delivered;
}

export function emptyDelivery(): Delivered {
  return {
    products: { created: 0, updated: 0, unchanged: 0 },
    openings: { opened: 0, exists: 0, refused: 0 },
  };
}

/**
 * Each batch is products first, then their stock, so whatever stops the run, the next one finds either no product,
 * or a product whose stock it still opens, or both done.
 */
export function deliverGoods(options: DeliveryOptions): DeliverGoods {
  return async (goods, delivered) => {
    for (let start = 0; start < goods.length; start += BATCH) {
      const batch = goods.slice(start, start + BATCH);
      await deliverBatch(batch, options);
      delivered(start + batch.length);
    }
  };
}

async function deliverBatch(batch: Goods[], { client, locationId, account, totals }: DeliveryOptions) {
  const refused = new Map<Goods, string>();
  const answers = await putSound(
    batch,
    (goods) => client.putProducts(goods.map(({ product }) => product)),
    (goods, failure) => refused.set(goods, failure.code),
  );
  const ids = new Map(answers.map(({ sku, id }) => [sku, id]));
  if (locationId !== undefined) await openStock(openingsOf(batch, ids, locationId), client, totals);

  for (const { outcome } of answers) totals.products[outcome] += 1;
  for (const goods of batch) {
    const { product, lines, firstLine } = goods;
    const code = refused.get(goods);
    if (code === undefined) account.take(lines);
    else account.leave('refused', { line: firstLine, text: `${product.sku} ${product.nameEn}` }, lines, code);
  }
}

async function openStock(openings: OpeningInput[], client: InternalClient, totals: Delivered): Promise<void> {
  const answers = await putSound(openings, client.putOpenings, () => {
    totals.openings.refused += 1;
  });
  for (const { outcome } of answers) totals.openings[outcome] += 1;
}

function openingsOf(batch: Goods[], ids: Map<string, string>, locationId: string): OpeningInput[] {
  return batch.flatMap(({ product: { sku }, openingQuantity }) => {
    const productId = ids.get(sku);
    return productId === undefined || openingQuantity === undefined
      ? []
      : [{ locationId, productId, sku, quantity: openingQuantity }];
  });
}
