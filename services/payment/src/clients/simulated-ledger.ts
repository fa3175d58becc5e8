import type { Bindable, Database } from '@comptoir/service-kit';
import { execute, isDuplicateKey } from '@comptoir/service-kit';

export interface LedgerLine {
  status: 'captured' | 'declined' | 'void';
  reason: string | null;
  authorization: string | null;
  last4: string | null;
}

/**
 * The simulated provider's own books, by idempotency key. What is decided first stays. What they answer is `unknown`:
 * to us a provider's word is text from another company until it is parsed.
 */
export interface SimulatedLedger {
  decide(idempotencyKey: string, amountCents: number, line: LedgerLine): Promise<unknown>;
  find(idempotencyKey: string): Promise<unknown>;
  /** captured -> refunded; what was never charged becomes void. */
  reverse(idempotencyKey: string): Promise<unknown>;
}

const INSERT = `INSERT INTO simulated_provider_charges
  (idempotency_key, amount_cents, status, reason, authorization, last4, created_at) VALUES (?, ?, ?, ?, ?, ?, NOW(3))`;
const GIVE_BACK = `UPDATE simulated_provider_charges SET status = 'refunded'
  WHERE idempotency_key = ? AND status = 'captured'`;
const SELECT =
  'SELECT status, reason, authorization, last4 FROM simulated_provider_charges WHERE idempotency_key = ?';

/**
 * Books that outlive the process, each line committed before it is told to anyone: so "charged, then failed to answer"
 * and "asked again after a crash" are what they would be with a provider across the street.
 */
export function simulatedLedger({ inTransaction, query }: Database): SimulatedLedger {
  const write = (sql: string, params: Bindable[]) => inTransaction((trx) => execute(trx, sql, params));

  const find = async (key: string): Promise<unknown> => {
    const [line] = await query<LedgerLine>(SELECT, [key]);
    return line ?? { status: 'unknown' };
  };
  const decide = async (key: string, amountCents: number, line: LedgerLine): Promise<unknown> => {
    try {
      await write(INSERT, [key, amountCents, line.status, line.reason, line.authorization, line.last4]);
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
    return find(key);
  };

  return {
    decide,
    find,
    reverse: async (key) => {
      if ((await write(GIVE_BACK, [key])) === 1) return find(key);
      await decide(key, 0, { status: 'void', reason: null, authorization: null, last4: null });
      // A charge may have come in between.
      await write(GIVE_BACK, [key]);
      return find(key);
    },
  };
}
