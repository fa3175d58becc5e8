/** Which service answers a path of the public API. */
export interface EdgeRoute {
  /** The path itself and everything below it. */
  prefix: string;
  service: string;
  /** What the service may take in all; the gateway waits a moment longer so that the service's own answer wins. */
  budgetMs?: number;
  /** Reads take as long as writes: what they ask is outside the mesh. */
  slowReads?: boolean;
  /** Answers are kept and shared as their Cache-Control says (lesson 6): public reads only. */
  cached?: boolean;
  /** A stricter limit per address, besides the one of the whole API. */
  limit?: 'login';
}

/** The one table of public routes, the narrower before the wider. A path that is not in it does not exist outside. */
export const edgeRoutes: readonly EdgeRoute[] = [
  { prefix: '/api/auth/login', service: 'auth', limit: 'login' },
  // Each costs a password hash, as a login does: unlimited, they would keep everybody from signing in.
  { prefix: '/api/auth/register', service: 'auth', limit: 'login' },
  { prefix: '/api/auth', service: 'auth' },
  { prefix: '/api/users', service: 'auth' },
  { prefix: '/api/locations', service: 'location' },
  // Never kept, so not behind the cache: its lock would let tills that ask the same wait for each other.
  { prefix: '/api/products/changes', service: 'product' },
  { prefix: '/api/products', service: 'product', cached: true },
  { prefix: '/api/stock', service: 'stock' },
  { prefix: '/api/carts', service: 'cart' },
  { prefix: '/api/sales', service: 'sale' },
  { prefix: '/api/sagas', service: 'sale' },
  { prefix: '/api/register-sessions', service: 'sale' },
  { prefix: '/api/payments', service: 'payment' },
  { prefix: '/api/ops', service: 'operations', slowReads: true },
];

export const defaultBudgetMs = 5_000;
/** A read that one replica has not answered by then is worth asking another for, while the person still waits. */
export const readBudgetMs = 2_000;
