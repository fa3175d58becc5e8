import type { ProcessGroups } from '../cpu/cpu-meter.ts';
import { LoadError } from '../load-error.ts';
import type { Account, Session, Sessions } from './accounts.ts';
import { askAll } from './api.ts';
import type { Send } from './api.ts';
import { locationShape, productShape, registerShape } from './shapes.ts';
import type { Product } from './shapes.ts';

/** A register somebody is signed in at. */
export interface Till {
  locationId: string;
  registerId: string;
  seller: Session;
}

export interface ShopFloor {
  send: Send;
  tills: readonly Till[];
  products: readonly Product[];
  /** How many processes a service has. */
  replicasOf: (service: string) => number;
  /** May correct stock anywhere, or per location when the chain has no logistics account. */
  stockKeeper: (locationId: string) => Promise<Session>;
  headOffice: () => Promise<Session>;
}

export const ENOUGH_PRODUCTS = 200;

function withRole(
  accounts: readonly Account[],
  roles: readonly string[],
  locationId?: string,
): Account | undefined {
  return roles
    .map((role) =>
      accounts.find(
        (one) => one.role === role && (locationId === undefined || one.locationId === locationId),
      ),
    )
    .find((found) => found !== undefined);
}

async function signInAs(sessions: Sessions, account: Account | undefined, who: string): Promise<Session> {
  if (account === undefined)
    throw new LoadError(`The demo accounts have no ${who}, whom this load test needs.`);
  return sessions.signIn(account);
}

async function tillsOf(send: Send, locationId: string, seller: Session): Promise<Till[]> {
  const registers = await askAll(send, registerShape, `/api/locations/${locationId}/registers`, {
    token: seller.token(),
  });
  return registers.filter(({ active }) => active).map(({ id }) => ({ locationId, registerId: id, seller }));
}

/** Deals the tills of all shops out in turn, so that the first few already stand in different shops. */
function dealt(byShop: readonly Till[][]): Till[] {
  const longest = Math.max(0, ...byShop.map((tills) => tills.length));
  return Array.from({ length: longest }, (_, index) =>
    byShop.flatMap((tills) => tills.slice(index, index + 1)),
  ).flat();
}

/** Signs a seller in at every shop that has one, and looks up what there is to sell. */
export async function openShopFloor(
  send: Send,
  { accounts, sessions, groups }: { accounts: readonly Account[]; sessions: Sessions; groups: ProcessGroups },
): Promise<ShopFloor> {
  const reader = await signInAs(sessions, withRole(accounts, ['clerk', 'manager']), 'clerk');
  const shops = await askAll(send, locationShape, '/api/locations?type=store', { token: reader.token() });
  const byShop: Till[][] = [];
  for (const shop of shops.filter(({ active }) => active)) {
    const seller = withRole(accounts, ['clerk', 'manager'], shop.id);
    if (seller !== undefined) byShop.push(await tillsOf(send, shop.id, await sessions.signIn(seller)));
  }
  const tills = dealt(byShop);
  const products = await askAll(send, productShape, '/api/products', { limit: ENOUGH_PRODUCTS });
  if (tills.length === 0)
    throw new LoadError('No shop has both a register and a clerk: nothing can be sold.');
  if (products.length < 20)
    throw new LoadError(`The catalogue has ${products.length} products; 20 are needed.`);
  return {
    send,
    tills,
    products,
    replicasOf: (service) => groups.get(service)?.length ?? 0,
    stockKeeper: async (locationId) =>
      signInAs(
        sessions,
        withRole(accounts, ['logistics']) ?? withRole(accounts, ['manager'], locationId),
        'logistics clerk or manager',
      ),
    headOffice: async () => signInAs(sessions, withRole(accounts, ['headOffice']), 'head office user'),
  };
}
