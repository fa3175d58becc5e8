import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { WatchedMesh } from './watched-mesh.ts';

const login = z.object({ accessToken: z.string() });
const catalogue = z.object({ items: z.array(z.object({ id: z.string() })).min(1) });
const PATIENCE_MS = 10_000;
const TILLS = 12;
const PAUSE_MS = 300;
/** Often enough for each scrape to find something new. */
const LOOK_EVERY_MS = 4_000;

export type Visitors = Awaited<ReturnType<typeof openVisitors>>;

/** A clerk at a till that takes cards, and an operator who looks. */
export async function openVisitors(mesh: WatchedMesh) {
  const { gateway } = await mesh.status();
  const { send, post } = senderTo(gateway);
  const signIn = async (role: string) => {
    const { username, password } = mesh.account(role);
    const answer = await post('/api/auth/login', { username, password });
    return { Authorization: `Bearer ${login.parse(await answer.json()).accessToken}` };
  };

  const [clerk, operator] = [await signIn('clerk'), await signIn('operator')];
  const { locationId } = mesh.account('clerk');
  const { items } = catalogue.parse(await (await send('/api/products?size=50')).json());
  let sales = 0;
  const sell = () => {
    sales += 1;
    const lines = [{ productId: items[sales % items.length]?.id, quantity: 1 }];
    const tenders = [
      { type: 'card', amountCents: 100 },
      { type: 'cash', amountCents: 100_000 },
    ];
    return post('/api/sales', { locationId, lines, tenders }, { ...clerk, 'Idempotency-Key': randomUUID() });
  };

  const lookAround = async (): Promise<void> => {
    await sell();
    await send('/api/locations', { headers: clerk });
    await send('/api/ops/mesh', { headers: operator });
    await post('/api/auth/login', { username: 'nobody', password: 'of this name' });
    await send('/api/products/barcode/0000000000000');
  };

  return {
    /** A little of everything that `mixed` does not do, again and again, so that no service is without a request. */
    lookAroundDuring: (load: Promise<void>) => againAndAgain(lookAround, load),
    /** The breakers that the operators' page shows. */
    breakers: async () => breakersOf(await (await send('/api/ops/mesh', { headers: operator })).json()),
    /** Tills that sell without a pause; returns what ends it. */
    sellOn(): () => Promise<void> {
      let open = true;
      const till = async () => {
        while (open) {
          // During a fire most of them fail: that is what is watched.
          await sell().catch(() => undefined);
          await delay(PAUSE_MS);
        }
      };
      const tills = Array.from({ length: TILLS }, till);
      return async () => {
        open = false;
        await Promise.all(tills);
      };
    },
  };
}

/** Until `load` has ended. */
async function againAndAgain(work: () => Promise<void>, load: Promise<void>): Promise<void> {
  let over = false;
  const ended = load.finally(() => {
    over = true;
  });
  const working = async () => {
    while (!over) {
      // What fails is seen where it is looked for: in the signals.
      await work().catch(() => undefined);
      await delay(LOOK_EVERY_MS);
    }
  };
  await Promise.all([ended, working()]);
}

function senderTo(gateway: string) {
  const send = (path: string, init: RequestInit = {}) =>
    fetch(`${gateway}${path}`, { ...init, signal: AbortSignal.timeout(PATIENCE_MS) });
  const post = (path: string, body: object, headers: Record<string, string> = {}) =>
    send(path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'Content-Type': 'application/json', ...headers },
    });
  return { send, post };
}

const picture = z.object({
  services: z.array(
    z.object({
      name: z.string(),
      breakers: z.array(z.object({ dependency: z.string(), state: z.string() })),
    }),
  ),
});

const breakersOf = (body: unknown) =>
  picture
    .parse(body)
    .services.flatMap(({ name, breakers }) => breakers.map((breaker) => ({ service: name, ...breaker })));
