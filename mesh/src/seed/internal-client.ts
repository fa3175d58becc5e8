import { locationsUpserted } from '@comptoir/contracts/http/location';
import { openingsAnswer } from '@comptoir/contracts/http/stock';
import type { z } from 'zod';
import { InternalCallFailed } from './internal-call-failed.ts';
import { locationList, productsAnswer, usersAnswer } from './internal-shapes.ts';
import type {
  GiftCardInput,
  ListedLocation,
  LocationAnswer,
  LocationInput,
  OpeningAnswer,
  OpeningInput,
  ProductAnswer,
  ProductInput,
  UserAnswer,
  UserInput,
} from './internal-shapes.ts';
import { openInternal } from './open-internal.ts';
import type { MeshAddress } from './open-internal.ts';

/** The bulk routes of the services: idempotent upserts by natural key, at most 500 items a call. */
export interface InternalClient {
  putUsers(users: UserInput[]): Promise<UserAnswer[]>;
  putLocations(locations: LocationInput[]): Promise<LocationAnswer[]>;
  listLocations(): Promise<ListedLocation[]>;
  putProducts(products: ProductInput[]): Promise<ProductAnswer[]>;
  putOpenings(openings: OpeningInput[]): Promise<OpeningAnswer[]>;
  putGiftCards(giftCards: GiftCardInput[]): Promise<void>;
}

/** A client that speaks as the key's owner; every method throws InternalCallFailed when a service refuses. */
export async function openInternalClient(
  address: MeshAddress,
  pause?: (milliseconds: number) => Promise<unknown>,
): Promise<InternalClient> {
  const send = await openInternal(address, pause === undefined ? {} : { pause });
  const put = (service: string, path: string, body: object) => send({ method: 'PUT', service, path, body });

  return {
    putUsers: async (users) => itemsIn('auth', usersAnswer, await put('auth', '/internal/users', { users })),
    putLocations: async (locations) =>
      itemsIn('location', locationsUpserted, await put('location', '/internal/locations', { locations })),
    listLocations: async () =>
      itemsIn(
        'location',
        locationList,
        await send({ method: 'GET', service: 'location', path: '/internal/locations' }),
      ),
    putProducts: async (products) =>
      itemsIn('product', productsAnswer, await put('product', '/internal/products', { products })),
    putOpenings: async (openings) =>
      itemsIn('stock', openingsAnswer, await put('stock', '/internal/openings', { openings })),
    putGiftCards: async (giftCards) => {
      await put('payment', '/internal/gift-cards', { giftCards });
    },
  };
}

function itemsIn<T>(service: string, schema: z.ZodType<{ items: T[] }>, answer: unknown): T[] {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data.items;
  throw new InternalCallFailed(`${service} answered something this command does not understand.`, {
    service,
    code: 'answer.unexpected',
    cause: parsed.error,
  });
}
