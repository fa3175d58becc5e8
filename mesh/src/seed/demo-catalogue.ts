import { fileURLToPath } from 'node:url';
import { createAccount } from '../import/account.ts';
import { catalogueGoods } from '../import/catalogue-goods.ts';
import { openCsv } from '../import/open-csv.ts';
import type { ProductInput } from './internal-shapes.ts';

const CATALOGUE = fileURLToPath(new URL('../../demo/catalogue.csv', import.meta.url));

/** The products of the demo chain. Throws when a line of our own file is not fit to sell. */
export async function readDemoCatalogue(): Promise<ProductInput[]> {
  const csv = await openCsv(CATALOGUE);
  const account = createAccount();
  const products: ProductInput[] = [];
  for await (const goods of catalogueGoods(csv, account))
    products.push(...goods.map(({ product }) => product));

  const [left] = account.summary().left;
  if (left !== undefined) throw new Error(`${CATALOGUE} line ${left.examples[0]?.line}: ${left.reason}`);
  return products;
}
