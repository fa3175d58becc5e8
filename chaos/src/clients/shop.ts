import type { Account, Product, Send, Session } from '@comptoir/load-tests/mesh';
import {
  askAll,
  createSend,
  createSessions,
  productShape,
  readAccounts,
  registerShape,
} from '@comptoir/load-tests/mesh';
import { ChaosError } from '../chaos-error.ts';
import { likeABrowser } from './kept-connections.ts';

/** Where one person stands: a clerk at a register, and the manager of the same shop who corrects and cancels. */
export interface Post {
  locationId: string;
  registerId: string;
  clerk: Session;
  manager: Session;
}

/** The chain as its people see it through the gateway. */
export interface Shop {
  send: Send;
  posts: readonly Post[];
  products: readonly Product[];
  /** Signs everybody in again whose token would end during the next minutes. */
  renew(): Promise<void>;
}

const ANSWER_WITHIN_MS = 10_000;
const PRODUCTS = 120;
// Longer than one fault takes.
const TOKEN_LEFT_SECONDS = 240;

export async function openShop(gateway: string, home: string): Promise<Shop> {
  const send = likeABrowser(createSend(gateway, ANSWER_WITHIN_MS));
  const sessions = createSessions(send, () => Date.now());
  const accounts = await readAccounts(home);
  const posts: Post[] = [];
  for (const account of accounts.filter(({ role }) => role === 'clerk')) {
    posts.push(await postOf(account, accounts, send, sessions.signIn, posts));
  }
  const products = await askAll(send, productShape, '/api/products', { limit: PRODUCTS });
  return { send, posts, products, renew: () => sessions.renew(TOKEN_LEFT_SECONDS) };
}

async function postOf(
  clerkAccount: Account,
  accounts: readonly Account[],
  send: Send,
  signIn: (account: Account) => Promise<Session>,
  taken: readonly Post[],
): Promise<Post> {
  const locationId = clerkAccount.locationId ?? '';
  const managerAccount = accounts.find((one) => one.role === 'manager' && one.locationId === locationId);
  if (managerAccount === undefined)
    throw new ChaosError(`Nobody manages the shop of ${clerkAccount.username}.`);
  const clerk = await signIn(clerkAccount);
  const manager = await signIn(managerAccount);
  const registers = await askAll(send, registerShape, `/api/locations/${locationId}/registers`, {
    token: clerk.token(),
  });
  const register =
    registers[taken.filter((post) => post.locationId === locationId).length % registers.length];
  if (register === undefined) throw new ChaosError(`The shop of ${clerkAccount.username} has no register.`);
  return { locationId, registerId: register.id, clerk, manager };
}
