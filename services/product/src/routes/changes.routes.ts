import { productChanges, productChangesQuery } from '@comptoir/contracts/http/product';
import type { Route } from '@comptoir/service-kit';
import { AppError, ok, openToAll, route } from '@comptoir/service-kit';
import type { FeedCursor } from '../domain/feed-cursor.ts';
import { FEED_START, readCursor, writeCursor } from '../domain/feed-cursor.ts';
import type { ProductChangesRead } from '../repositories/product-changes.read.ts';

/** Wired before the routes of one product, whose `:id` would take this path. */
export function changesRoutes({ changes }: { changes: ProductChangesRead }): Route[] {
  return [
    route(
      'GET',
      '/api/products/changes',
      {
        summary:
          'The catalogue as a feed, for tills that keep a copy: oldest change first, retired products too',
        access: openToAll(),
        query: productChangesQuery,
        answers: { 200: productChanges },
        refusals: { 'cursor.invalid': 'after is not a cursor of this feed: begin again without it (422)' },
      },
      async ({ query: { after, size } }) => {
        const { items, cursor, more } = await changes(cursorOf(after), size);
        return ok({ items, cursor: writeCursor(cursor), more });
      },
    ),
  ];
}

function cursorOf(after: string | undefined): FeedCursor {
  const cursor = after === undefined ? FEED_START : readCursor(after);
  if (cursor !== undefined) return cursor;
  throw new AppError(
    'invalid',
    'cursor.invalid',
    'This is not a cursor of this feed: begin again without it.',
    {
      details: [{ pointer: '/query/after', message: 'is not a cursor of this feed' }],
    },
  );
}
