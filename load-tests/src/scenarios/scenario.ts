import type { Visitor } from '../drive/step.ts';
import type { Run } from '../drive/tally.ts';
import type { ShopFloor } from '../mesh/shop-floor.ts';

/** What the person asked for. */
export interface Wish {
  durationSeconds: number;
  connections: number | undefined;
}

/** What the books said once everything had come to rest. */
export interface BooksReport {
  problems: string[];
  facts: Record<string, number>;
}

export interface Prepared {
  connections: number;
  /** Exactly this many requests, instead of a duration. */
  amount?: number;
  visitor: (connection: number) => Visitor;
  /** Settles what was left open, and checks the books of a scenario that writes. */
  close?: (run: Run) => Promise<BooksReport>;
}

/** One way of using the chain. `prepare` makes what the run needs, outside the measured time. */
export interface Scenario {
  name: string;
  prepare: (floor: ShopFloor, wish: Wish) => Promise<Prepared>;
}

export const USUAL_CONNECTIONS = 32;
