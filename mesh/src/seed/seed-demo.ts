import { join } from 'node:path';
import { DEMO_CHAIN } from '../../demo/chain.ts';
import { demoAccounts, readKnownPasswords, writeAccounts } from './demo-accounts.ts';
import { readDemoCatalogue } from './demo-catalogue.ts';
import { inBatches } from './in-batches.ts';
import type { InternalClient } from './internal-client.ts';
import type { ProductInput } from './internal-shapes.ts';
import { openingQuantity } from './opening-stock.ts';

export type SeedStep = 'locations' | 'users' | 'products' | 'stock' | 'giftCards';

export interface SeedPorts {
  /** The state folder; `demo-accounts.json` goes there. */
  home: string;
  client: InternalClient;
  report: (progress: { step: SeedStep; done: number; total: number }) => void;
}

export interface SeedResult {
  accountsFile: string;
  locations: number;
  users: number;
  products: number;
  openings: number;
  giftCards: number;
  /** Users that were there already and whose password nobody wrote down: the accounts file leaves them out. */
  unknownPasswords: string[];
}

const BATCH = 500;
/** Hashing a password takes tens of milliseconds on purpose, so few in one call. */
const USER_BATCH = 8;

/**
 * Fills an empty mesh with the demo chain. Every step is an upsert by natural key, so a run killed anywhere is
 * completed by the next one. Throws InternalCallFailed when a service refuses or stays away.
 */
export async function seedDemo(ports: SeedPorts): Promise<SeedResult> {
  const products = await readDemoCatalogue();
  const locationIds = await seedLocations(ports);
  const people = await seedUsers(ports, locationIds);
  const openings = await seedGoods(ports, products, locationIds);
  await ports.client.putGiftCards(DEMO_CHAIN.giftCards);
  ports.report({ step: 'giftCards', done: DEMO_CHAIN.giftCards.length, total: DEMO_CHAIN.giftCards.length });
  return {
    ...people,
    locations: locationIds.size,
    users: DEMO_CHAIN.people.length,
    products: products.length,
    openings,
    giftCards: DEMO_CHAIN.giftCards.length,
  };
}

async function seedLocations({ client, report }: SeedPorts): Promise<Map<string, string>> {
  const answers = await client.putLocations(DEMO_CHAIN.locations);
  report({ step: 'locations', done: answers.length, total: DEMO_CHAIN.locations.length });
  return new Map(answers.map(({ code, id }) => [code, id]));
}

async function seedUsers({ home, client, report }: SeedPorts, locationIds: Map<string, string>) {
  const accountsFile = join(home, 'demo-accounts.json');
  const known = await readKnownPasswords(accountsFile);
  const accounts = demoAccounts(DEMO_CHAIN.people, locationIds, known);
  // Before the users exist: a crash in between must not leave accounts that nobody can open.
  await writeAccounts(accountsFile, accounts);

  const names = new Map(DEMO_CHAIN.people.map(({ username, displayName }) => [username, displayName]));
  const users = accounts.map((account) => ({
    ...account,
    displayName: names.get(account.username) ?? account.username,
  }));
  const answers = await inBatches(users, USER_BATCH, client.putUsers, (done) =>
    report({ step: 'users', done, total: users.length }),
  );

  const unknownPasswords = answers
    .filter(({ username, created }) => !created && !known.has(username))
    .map(({ username }) => username);
  if (unknownPasswords.length > 0) {
    await writeAccounts(
      accountsFile,
      accounts.filter(({ username }) => !unknownPasswords.includes(username)),
    );
  }
  return { accountsFile, unknownPasswords };
}

async function seedGoods(
  { client, report }: SeedPorts,
  products: ProductInput[],
  locationIds: Map<string, string>,
): Promise<number> {
  const answers = await inBatches(products, BATCH, client.putProducts, (done) =>
    report({ step: 'products', done, total: products.length }),
  );
  const productIds = new Map(answers.map(({ sku, id }) => [sku, id]));
  const openings = openingsOf(products, productIds, locationIds);
  await inBatches(openings, BATCH, client.putOpenings, (done) =>
    report({ step: 'stock', done, total: openings.length }),
  );
  return openings.length;
}

function openingsOf(
  products: ProductInput[],
  productIds: Map<string, string>,
  locationIds: Map<string, string>,
) {
  return DEMO_CHAIN.locations
    .filter(({ type }) => type !== 'headOffice')
    .flatMap((location) =>
      products.map((product) => ({
        locationId: idOf(locationIds, location.code),
        productId: idOf(productIds, product.sku),
        sku: product.sku,
        quantity: openingQuantity(product, location),
      })),
    );
}

function idOf(ids: Map<string, string>, key: string): string {
  const id = ids.get(key);
  if (id === undefined) throw new Error(`The service answered without an id for ${key}.`);
  return id;
}
