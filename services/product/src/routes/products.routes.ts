import { product, productDraft, productReplacement } from '@comptoir/contracts/http/product';
import { id } from '@comptoir/contracts/primitives';
import type { Route } from '@comptoir/service-kit';
import { created, noContent, ok, roles, route } from '@comptoir/service-kit';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import type { ChangeProducts } from '../unit.ts';
import { createProduct } from '../use-cases/create-product.ts';
import { replaceProduct } from '../use-cases/replace-product.ts';
import { retireProduct } from '../use-cases/retire-product.ts';

const params = z.object({ id });
const TAKEN = {
  'product.sku_taken': 'another product, on sale or retired, has this SKU (409)',
  'product.barcode_taken': 'another product has this barcode (409)',
};
const CONFLICT = {
  'version.conflict': 'somebody else changed it first; errors has the version there is (409)',
};

export function productsRoutes({ changeProducts }: { changeProducts: ChangeProducts }): Route[] {
  return [
    route(
      'POST',
      '/api/products',
      {
        summary: 'Put a new product on sale',
        access: roles('headOffice'),
        body: productDraft,
        answers: { 201: product },
        refusals: TAKEN,
      },
      async ({ body, context }) => {
        const productId = uuidv7();
        const [change] = await changeProducts(context, async (unit) => [
          await createProduct(unit, productId, body),
        ]);
        return created(change?.after, { Location: `/api/products/${productId}` });
      },
    ),

    route(
      'PUT',
      '/api/products/:id',
      {
        summary: 'Replace what can be edited of a product',
        access: roles('headOffice'),
        params,
        body: productReplacement,
        answers: { 200: product },
        refusals: { ...TAKEN, ...CONFLICT },
      },
      async ({ params: { id: productId }, body: { version, ...details }, context }) => {
        const [change] = await changeProducts(context, async (unit) => [
          await replaceProduct(unit, { id: productId, version, details }),
        ]);
        return ok(change?.after);
      },
    ),

    route(
      'DELETE',
      '/api/products/:id',
      { summary: 'Take a product off sale', access: roles('headOffice'), params, answers: { 204: null } },
      async ({ params: { id: productId }, context }) => {
        await changeProducts(context, async (unit) => [await retireProduct(unit, productId)]);
        return noContent();
      },
    ),
  ];
}
