import { productsImport, productsImportAnswer } from '@comptoir/contracts/http/product';
import type { Route } from '@comptoir/service-kit';
import { ok, route, services } from '@comptoir/service-kit';
import { v7 as uuidv7 } from 'uuid';
import type { ChangeProducts } from '../unit.ts';
import { importProducts } from '../use-cases/import-products.ts';

export function importsRoutes({ changeProducts }: { changeProducts: ChangeProducts }): Route[] {
  return [
    route(
      'PUT',
      '/internal/products',
      {
        summary: 'Bring the catalogue in line with up to 500 products, by SKU: all of them or none',
        access: services('mesh'),
        body: productsImport,
        answers: { 200: productsImportAnswer },
        refusals: { 'product.barcode_taken': 'another product has one of the barcodes (409)' },
      },
      async ({ body, context }) => {
        const imported = await changeProducts(context, (unit) => importProducts(unit, body.products, uuidv7));
        return ok({
          items: imported.map(({ outcome, after }) => ({ id: after.id, sku: after.sku, outcome })),
        });
      },
    ),
  ];
}
