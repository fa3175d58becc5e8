import type { Transaction } from '@comptoir/service-kit';
import { execute, isDuplicateKey, placeholders, selectRows } from '@comptoir/service-kit';
import type { Location } from '../domain/location.ts';
import type { Locations } from '../use-cases/ports.ts';
import type { LocationRow, RegisterRow } from './location.rows.ts';
import { LOCATION_COLUMNS, REGISTER_COLUMNS, locationOf, registerOf } from './location.rows.ts';

const INSERT = `INSERT INTO locations (${LOCATION_COLUMNS}, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, NOW(3), NOW(3))`;
const UPDATE =
  'UPDATE locations SET code = ?, name = ?, type = ?, address = ?, city = ?, active = ?, version = ?, updated_at = NOW(3) WHERE id = ?';
const REGISTERS = `SELECT ${REGISTER_COLUMNS} FROM registers WHERE location_id = ? ORDER BY number`;

export function locationsRepository(trx: Transaction): Locations {
  async function lock(where: string, key: string): Promise<Location | undefined> {
    const sql = `SELECT ${LOCATION_COLUMNS} FROM locations WHERE ${where} FOR UPDATE`;
    const [row] = await selectRows<LocationRow>(trx, sql, [key]);
    if (row === undefined) return undefined;
    const registers = await selectRows<RegisterRow>(trx, REGISTERS, [row.id]);
    return { ...locationOf(row), registers: registers.map(registerOf) };
  }

  return {
    add: async (location) => {
      const { id, code, name, type, address, city, active, version } = location;
      const isNew = await unlessTaken(() =>
        execute(trx, INSERT, [id, code, name, type, address, city, Number(active), version]),
      );
      if (isNew) await saveRegisters(trx, location);
      return isNew;
    },
    findForUpdate: (id) => lock('id = ?', id),
    findByCodeForUpdate: (code) => lock('code = ?', code),
    save: async (location) => {
      const { id, code, name, type, address, city, active, version } = location;
      const isSaved = await unlessTaken(() =>
        execute(trx, UPDATE, [code, name, type, address, city, Number(active), version, id]),
      );
      if (isSaved) await saveRegisters(trx, location);
      return isSaved;
    },
  };
}

async function unlessTaken(write: () => Promise<unknown>): Promise<boolean> {
  try {
    await write();
    return true;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}

/** Registers are never taken away: receipts name them. */
async function saveRegisters(trx: Transaction, { id: locationId, registers }: Location): Promise<void> {
  if (registers.length === 0) return;
  await execute(
    trx,
    `INSERT INTO registers (id, location_id, number, name, active) VALUES ${placeholders(registers.length, 5)}
     ON DUPLICATE KEY UPDATE name = VALUES(name), active = VALUES(active)`,
    registers.flatMap(({ id, number, name, active }) => [id, locationId, number, name, Number(active)]),
  );
}
