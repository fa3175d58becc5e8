import type { Bindable, Transaction } from '@comptoir/service-kit';
import { execute, isDuplicateKey, later, selectRows } from '@comptoir/service-kit';
import type { RegisterSession } from '../domain/register-session.ts';
import { refundOf } from '../domain/register-session.ts';
import type { RegisterSessions } from '../use-cases/ports.ts';
import type { RegisterSessionRow } from './register-session-row.ts';
import { SESSION_COLUMNS, sessionOf } from './register-session-row.ts';
import { takingsSince } from './register-takings.ts';

const SELECT = `SELECT ${SESSION_COLUMNS.join(', ')} FROM register_sessions WHERE`;
const INSERT = `INSERT INTO register_sessions
  (id, location_id, register_id, till, opened_by, opened_at, opening_float_cents) VALUES (?, ?, ?, ?, ?, ?, ?)`;
// The shared lock waits for a closing under way: what is given back is in its figures, or in no session at all. By the
// primary key, as the closing locks: through the other index each of the two would hold what the other waits for.
const REFUND = `INSERT INTO register_refunds (sale_id, session_id, cash_cents, card_cents, gift_card_cents)
  SELECT ?, id, ?, ?, ? FROM register_sessions WHERE id = ? AND closed_at IS NULL LOCK IN SHARE MODE`;

export function registerSessionsRepository(trx: Transaction): RegisterSessions {
  async function select(where: string, params: readonly Bindable[]): Promise<RegisterSession | undefined> {
    const [row] = await selectRows<RegisterSessionRow>(trx, `${SELECT} ${where}`, params);
    return row && sessionOf(row);
  }
  const findOpen = (registerId: string) => select('open_register_id = ?', [registerId]);

  return {
    // A key that is taken is locked by the INSERT that it refuses.
    add: async ({ id, locationId, registerId, till, openedBy, openedAt, openingFloatCents }) => {
      const values = [id, locationId, registerId, till, openedBy, openedAt, openingFloatCents];
      try {
        await execute(trx, INSERT, values);
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    findOpen,
    findForUpdate: (id) => select('id = ? FOR UPDATE', [id]),
    takings: (session) => takingsSince((sql, params) => selectRows(trx, sql, params), session),
    close: async ({ id, closing }) => {
      if (closing === null) throw new Error(`session ${id} is closed without a count`);
      const { closedAt, closedBy, countedCents, figures } = closing;
      later(
        trx,
        'UPDATE register_sessions SET closed_at = ?, closed_by = ?, counted_cents = ?, figures = ? WHERE id = ?',
        [closedAt, closedBy, countedCents, JSON.stringify(figures), id],
      );
      return Promise.resolve();
    },
    refund: async (sale) => {
      if (sale.registerId === null) return;
      const open = await findOpen(sale.registerId);
      if (open === undefined) return;
      const { cashCents, cardCents, giftCardCents } = refundOf(sale);
      later(trx, REFUND, [sale.id, cashCents, cardCents, giftCardCents, open.id]);
    },
  };
}
