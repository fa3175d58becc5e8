import { AppError } from '@comptoir/service-kit';
import type { Change, Product, ProductDetails } from '../domain/product.ts';
import { hasDetails, nextVersion } from '../domain/product.ts';
import type { ProductEvents, Products } from './ports.ts';

export interface ReplaceProductUnit {
  products: Pick<Products, 'findForUpdate' | 'save'>;
  events: Pick<ProductEvents, 'changed'>;
}

export interface Replacement {
  id: string;
  /** The version the editor saw. */
  version: number;
  details: ProductDetails;
}

/**
 * Replaces all that can be edited. The gateway may send it twice (lesson 3): the second time it finds its own work done
 * and changes nothing. Throws 404 `product.not_found`, also for a retired one, and 409 `version.conflict` with the
 * version there is when somebody else was faster.
 */
export async function replaceProduct(
  unit: ReplaceProductUnit,
  { id, version, details }: Replacement,
): Promise<Change> {
  const before = await unit.products.findForUpdate(id);
  if (before?.active !== true) throw productNotFound();
  if (hasDetails(before, details) && (before.version === version || before.version === version + 1)) {
    return { before, after: before };
  }
  if (before.version !== version) throw versionConflict(before);

  const after = nextVersion(before, details);
  await unit.products.save([after]);
  await unit.events.changed([after]);
  return { before, after };
}

export function productNotFound(): AppError {
  return new AppError('notFound', 'product.not_found', 'There is no product here, or it is no longer sold.');
}

function versionConflict({ version }: Product): AppError {
  return new AppError(
    'conflict',
    'version.conflict',
    'Somebody else changed this product first: read it again.',
    {
      details: [{ pointer: '/version', message: `is ${version} by now`, version }],
    },
  );
}
