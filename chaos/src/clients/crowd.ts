import { setTimeout as delay } from 'node:timers/promises';
import { adjust } from './adjust.ts';
import { usualHabits, type Habits } from './cards.ts';
import type { Felt } from './felt.ts';
import { fillCart } from './fill-cart.ts';
import type { Journal } from './journal.ts';
import { browse, lookAtSales, lookAtShop, lookAtStock, whoAmI } from './look.ts';
import type { Action, Person } from './person.ts';
import { any } from './person.ts';
import { sell } from './sell.ts';
import type { Shop } from './shop.ts';

/** Of a hundred things people do on a busy afternoon. */
const MIXED: readonly [weight: number, action: Action][] = [
  [32, browse],
  [16, lookAtStock],
  [6, lookAtSales],
  [5, whoAmI],
  [5, lookAtShop],
  [8, fillCart],
  [23, sell],
  [5, adjust],
];

const PEOPLE = 24;
// Enough to leave two cores some air: what a fault does is to be seen, not what saturation does.
const THINKING_MS = 120;

export interface Crowd {
  felt: readonly Felt[];
  /** From now on customers are like this. */
  behave(habits: Partial<Habits>): void;
  /** Nobody begins anything more; returns once everybody has got or given up what they wanted. */
  goHome(): Promise<void>;
}

/** People who come and go about their business until they are sent home. */
export function openDoors(shop: Shop, journal: Journal): Crowd {
  const felt: Felt[] = [];
  let open = true;
  let habits = usualHabits;
  const live = async (person: Person) => {
    await delay(Math.random() * THINKING_MS);
    while (open) {
      await anyAction()(person);
      await delay(THINKING_MS * (0.5 + Math.random()));
    }
  };
  const people = Array.from({ length: PEOPLE }, (_, index) => {
    const post = shop.posts[index % shop.posts.length] ?? any(shop.posts);
    return live({ post, shop, journal, habits: () => habits, feel: (one) => felt.push(one) });
  });
  return {
    felt,
    behave: (change) => {
      habits = { ...usualHabits, ...change };
    },
    goHome: async () => {
      open = false;
      await Promise.all(people);
    },
  };
}

function anyAction(): Action {
  let left = Math.random() * MIXED.reduce((sum, [weight]) => sum + weight, 0);
  for (const [weight, action] of MIXED) {
    left -= weight;
    if (left < 0) return action;
  }
  return browse;
}
