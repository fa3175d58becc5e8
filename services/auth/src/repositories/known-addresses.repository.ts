import type { Transaction } from '@comptoir/service-kit';
import { execute } from '@comptoir/service-kit';
import type { KnownAddresses } from '../use-cases/ports.ts';

export function knownAddressesRepository(trx: Transaction): KnownAddresses {
  return {
    remember: async (userId, address, now) => {
      const sql =
        'INSERT INTO known_addresses (user_id, address, seen_at) VALUES (?, ?, ?) ON DUPLICATE KEY UPDATE seen_at = VALUES(seen_at)';
      await execute(trx, sql, [userId, address, now]);
    },
  };
}
