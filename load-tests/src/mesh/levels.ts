import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { ask, askAll } from './api.ts';
import { levelShape, movementShape } from './shapes.ts';
import type { Level, Movement } from './shapes.ts';
import type { ShopFloor } from './shop-floor.ts';

/** One product at one place. */
export interface Shelf {
  locationId: string;
  productId: string;
}

export const shelfKey = ({ locationId, productId }: Shelf): string => `${locationId}/${productId}`;

const FEW = 10;

/** The token of somebody who works there. */
export function tokenAt(floor: ShopFloor, locationId: string): string | undefined {
  return floor.tills.find((till) => till.locationId === locationId)?.seller.token();
}

/** The levels of these shelves as stock has them now; a shelf it does not know is missing. */
export async function readLevels(floor: ShopFloor, shelves: readonly Shelf[]): Promise<Map<string, Level>> {
  const read = (path: string, locationId: string) =>
    askAll(floor.send, levelShape, path, { token: tokenAt(floor, locationId) });
  const locationIds = [...new Set(shelves.map(({ locationId }) => locationId))];
  const found =
    shelves.length <= FEW
      ? shelves.map((one) =>
          read(`/api/stock?locationId=${one.locationId}&productId=${one.productId}`, one.locationId),
        )
      : locationIds.map((locationId) => read(`/api/stock?locationId=${locationId}`, locationId));
  const wanted = new Set(shelves.map(shelfKey));
  const levels = (await Promise.all(found)).flat().map((level) => [shelfKey(level), level] as const);
  return new Map(levels.filter(([key]) => wanted.has(key)));
}

/** The movements of one shelf since then, newest first. */
export async function readLedger(
  floor: ShopFloor,
  { locationId, productId }: Shelf,
  since: Date,
): Promise<Movement[]> {
  return askAll(floor.send, movementShape, `/api/stock/${locationId}/${productId}/ledger`, {
    token: tokenAt(floor, locationId),
    takeWhile: (movement) => Date.parse(movement.at) >= since.getTime(),
  });
}

/** Brings goods in, through the same correction a manager would make. */
export async function addStock(floor: ShopFloor, shelf: Shelf, delta: number): Promise<void> {
  const keeper = await floor.stockKeeper(shelf.locationId);
  await ask(floor.send, z.unknown(), '/api/stock/adjustments', {
    method: 'POST',
    token: keeper.token(),
    idempotencyKey: randomUUID(),
    body: { ...shelf, delta, reason: 'load test' },
  });
}

/** Fills shelves up to `enough` available units; answers what was brought in, by shelf. */
export async function topUp(
  floor: ShopFloor,
  shelves: readonly Shelf[],
  levels: ReadonlyMap<string, Level>,
  enough: number,
): Promise<Map<string, number>> {
  const added = new Map<string, number>();
  for (const shelf of shelves) {
    const key = shelfKey(shelf);
    // A product that was imported for one shop stands nowhere else yet: its first correction opens the level.
    const available = levels.get(key)?.available ?? 0;
    if (available >= enough) continue;
    const delta = enough - available;
    await addStock(floor, shelf, delta);
    added.set(key, delta);
  }
  return added;
}
