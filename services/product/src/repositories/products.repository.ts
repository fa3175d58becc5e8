import { searchTextOf } from '@comptoir/search-text';
import type { Bindable, Transaction } from '@comptoir/service-kit';
import { AppError, execute, isDuplicateKey, selectRows } from '@comptoir/service-kit';
import type { Product } from '../domain/product.ts';
import type { Products } from '../use-cases/ports.ts';
import { PRODUCT_COLUMNS, productOf } from './product-row.ts';
import type { ProductRow } from './product-row.ts';

const INSERT =
  'INSERT INTO products (id, sku, barcode, name_fr, name_en, category, tax_class, price_cents, active, version, search_text, created_at, updated_at) VALUES';
// The database's clock, as in SAVE: the feed of changes compares the two.
const INSERTED_ROW = '(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NOW(3), NOW(3))';

// One JSON parameter carries every row, so 500 changes are one statement of one text (lesson 38).
const SAVE = `UPDATE JSON_TABLE(?, '$[*]' COLUMNS (
    id varchar(36) CHARACTER SET ascii PATH '$.id',
    sku varchar(40) CHARACTER SET ascii PATH '$.sku',
    barcode varchar(13) CHARACTER SET ascii PATH '$.barcode',
    name_fr varchar(200) PATH '$.nameFr',
    name_en varchar(200) PATH '$.nameEn',
    category varchar(64) PATH '$.category',
    tax_class varchar(12) CHARACTER SET ascii PATH '$.taxClass',
    price_cents int PATH '$.priceCents',
    active int PATH '$.active',
    version int PATH '$.version',
    search_text varchar(4000) PATH '$.searchText'
  )) AS saved STRAIGHT_JOIN products ON products.id = CAST(saved.id AS UUID)
  SET products.sku = saved.sku, products.barcode = saved.barcode, products.name_fr = saved.name_fr,
    products.name_en = saved.name_en, products.category = saved.category, products.tax_class = saved.tax_class,
    products.price_cents = saved.price_cents, products.active = saved.active, products.version = saved.version,
    products.search_text = saved.search_text, products.updated_at = NOW(3)`;

export function productsRepository(trx: Transaction): Products {
  const select = async (where: string, params: readonly Bindable[]) => {
    const rows = await selectRows<ProductRow>(
      trx,
      `SELECT ${PRODUCT_COLUMNS} FROM products WHERE ${where}`,
      params,
    );
    return rows.map(productOf);
  };

  return {
    add: async (products) => {
      if (products.length === 0) return;
      await refusingTaken(
        execute(trx, `${INSERT} ${products.map(() => INSERTED_ROW).join(', ')}`, products.flatMap(bindings)),
      );
    },
    save: async (products) => {
      if (products.length === 0) return;
      const rows = products.map((product) => ({
        ...product,
        active: product.active ? 1 : 0,
        searchText: searchTextOf(product),
      }));
      await refusingTaken(execute(trx, SAVE, [JSON.stringify(rows)]));
    },
    findForUpdate: async (id) => {
      const [product] = await select('id = ? FOR UPDATE', [id]);
      return product;
    },
    findBySkuForUpdate: (skus) =>
      select(`sku IN (${skus.map(() => '?').join(', ')}) ORDER BY sku FOR UPDATE`, skus),
  };
}

function bindings(product: Product): Bindable[] {
  const { id, sku, barcode, nameFr, nameEn, category, taxClass, priceCents, active, version } = product;
  const searchText = Buffer.from(searchTextOf(product));
  return [
    id,
    sku,
    barcode,
    nameFr,
    nameEn,
    category,
    taxClass,
    priceCents,
    active ? 1 : 0,
    version,
    searchText,
  ];
}

/** The unique keys decide, not a look beforehand: between a look and a write there is always room for another writer. */
async function refusingTaken(write: Promise<number>): Promise<void> {
  try {
    await write;
  } catch (error) {
    if (!isDuplicateKey(error) || !(error instanceof Error)) throw error;
    const [, value = '', key = ''] = /Duplicate entry '(.*)' for key '(\w+)'/.exec(error.message) ?? [];
    if (key === 'products_sku')
      throw taken('product.sku_taken', `Another product has the SKU ${value}.`, error);
    if (key === 'products_barcode')
      throw taken('product.barcode_taken', `Another product has the barcode ${value}.`, error);
    throw error;
  }
}

function taken(code: string, message: string, cause: Error): AppError {
  return new AppError('conflict', code, message, { cause });
}
