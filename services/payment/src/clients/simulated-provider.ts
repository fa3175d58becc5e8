import { setTimeout as sleep } from 'node:timers/promises';
import type { ProviderConnection } from './card-provider.client.ts';
import { behaviourOf } from './simulated-cards.ts';
import type { LedgerLine, SimulatedLedger } from './simulated-ledger.ts';

export interface SimulatedProviderOptions {
  ledger: SimulatedLedger;
  /** How long it thinks about its slow test card. */
  slowMs: number;
}

/** A number that is not told belongs to the terminal's own card. */
const TERMINAL_LAST4 = '4242';

/**
 * A card provider that moves no money; its test cards are in simulated-cards.ts. Like a real one it does not notice
 * who hangs up: what it has begun it finishes.
 */
export function simulatedProvider({ ledger, slowMs }: SimulatedProviderOptions): ProviderConnection {
  return {
    charge: async ({ idempotencyKey, amountCents, cardNumber }) => {
      const behaviour = behaviourOf(cardNumber);
      if (behaviour.does === 'hang') return new Promise(() => undefined);
      if (behaviour.does === 'babble') return '<html><h1>502 Bad Gateway</h1></html>';
      // Keeps no process alive that is asked to stop: to the provider that is a crash like any other.
      if (behaviour.does === 'think') await sleep(slowMs, undefined, { ref: false });

      const line =
        behaviour.does === 'decline'
          ? decline(behaviour.reason)
          : capture(idempotencyKey, cardNumber?.slice(-4) ?? TERMINAL_LAST4);
      const record = await ledger.decide(idempotencyKey, amountCents, line);
      if (behaviour.does === 'chargeThenBreak') throw connectionBroken();
      return record;
    },
    find: (idempotencyKey) => ledger.find(idempotencyKey),
    refund: (idempotencyKey) => ledger.reverse(idempotencyKey),
  };
}

/** With an approval code of six characters, as terminals print. */
function capture(idempotencyKey: string, last4: string): LedgerLine {
  return { status: 'captured', reason: null, authorization: idempotencyKey.slice(-6).toUpperCase(), last4 };
}

function decline(reason: string): LedgerLine {
  return { status: 'declined', reason, authorization: null, last4: null };
}

function connectionBroken(): Error {
  return Object.assign(new Error('the connection broke before the answer'), { code: 'ECONNRESET' });
}
