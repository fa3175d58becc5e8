import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { locationsUpserted } from '@comptoir/contracts/http/location';
import { openingsAnswer } from '@comptoir/contracts/http/stock';
import type { z } from 'zod';
import { InternalCallFailed } from './internal-call-failed.ts';
import { sendInternal } from './internal-send.ts';
import type { InternalRequest } from './internal-send.ts';
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
import { createServiceTokens, readServiceKey } from './service-token.ts';

/** The bulk routes of the services: idempotent upserts by natural key, at most 500 items a call. */
export interface InternalClient {
  putUsers(users: UserInput[]): Promise<UserAnswer[]>;
  putLocations(locations: LocationInput[]): Promise<LocationAnswer[]>;
  listLocations(): Promise<ListedLocation[]>;
  putProducts(products: ProductInput[]): Promise<ProductAnswer[]>;
  putOpenings(openings: OpeningInput[]): Promise<OpeningAnswer[]>;
  putGiftCards(giftCards: GiftCardInput[]): Promise<void>;
}

export interface MeshAddress {
  /** The gateway's internal listener, like `http://127.0.0.1:18080`. */
  gatewayUrl: string;
  /** Private key file (JWK) of `mesh`. */
  keyFile: string;
}

/** A client that speaks as the key's owner; every method throws InternalCallFailed when a service refuses. */
export async function openInternalClient(
  { gatewayUrl, keyFile }: MeshAddress,
  pause: (milliseconds: number) => Promise<unknown> = (milliseconds) => wait(milliseconds),
): Promise<InternalClient> {
  const tokens = createServiceTokens(await readServiceKey(keyFile), () => new Date());
  const traceparent = `00-${randomBytes(16).toString('hex')}-${randomBytes(8).toString('hex')}-01`;
  const send = (request: InternalRequest) =>
    sendInternal(request, { gatewayUrl, tokens, traceparent, pause });
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
