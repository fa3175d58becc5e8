import { searchTextOf } from '@comptoir/search-text';
import type { Transaction } from '@comptoir/service-kit';
import { execute, placeholders } from '@comptoir/service-kit';
import type { KnownProducts } from '../use-cases/ports.ts';

export function knownProductsRepository(trx: Transaction): KnownProducts {
  return {
    save: async (products) => {
      if (products.length === 0) return;
      // Assignments run left to right, so `version` is compared before it changes: it comes last.
      const keepNewest = ['sku', 'barcode', 'name_fr', 'name_en', 'search_text', 'version']
        .map((column) => `${column} = IF(VALUES(version) > version, VALUES(${column}), ${column})`)
        .join(', ');
      await execute(
        trx,
        `INSERT INTO known_products (product_id, sku, barcode, name_fr, name_en, search_text, version) VALUES ${placeholders(products.length, 7)}
         ON DUPLICATE KEY UPDATE ${keepNewest}`,
        products.flatMap((product) => [
          product.id,
          product.sku,
          product.barcode,
          product.nameFr,
          product.nameEn,
          Buffer.from(searchTextOf(product)),
          product.version,
        ]),
      );
    },
  };
}
