import { freePort } from '@comptoir/mesh/engines';
import { expect, test } from '@jest/globals';
import type { Fault } from '../src/faults/fault.ts';
import { faults } from '../src/faults/index.ts';
import { runSuite } from '../src/run-suite.ts';

// Starting a mesh, killing all of it and starting it again, on a busy machine.
const PATIENCE_MS = 300_000;

function named(name: string): Fault {
  const found = faults.find((fault) => fault.name === name);
  if (found === undefined) throw new Error(`there is no fault ${name}`);
  return found;
}

// In a row under one crowd and with one look at the books: each alone would cost a minute of every test run.
const inARow: Fault = {
  name: 'in-a-row',
  title: 'a replica of sale, then MariaDB, then everything is killed',
  bounds: {},
  strike: async (stage) => {
    for (const name of ['kill-sale', 'kill-mariadb', 'kill-everything']) await named(name).strike(stage);
  },
};

test(
  'a replica of sale, MariaDB and then everything is killed under load: nobody gives up, and the books balance',
  async () => {
    const port = await freePort();

    const [report] = await runSuite([inARow], {
      port,
      replicated: [],
      keep: false,
      say: () => undefined,
      signal: new AbortController().signal,
    });

    expect(report).toMatchObject({ problems: [], books: { problems: [] } });
    expect(report !== undefined && 'books' in report && report.books.sales).toBeGreaterThan(20);
  },
  PATIENCE_MS,
);
