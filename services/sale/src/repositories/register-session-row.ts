import { registerFigures } from '@comptoir/contracts/http/register-session';
import type { RegisterSession } from '../domain/register-session.ts';

export interface RegisterSessionRow {
  id: string;
  location_id: string;
  register_id: string;
  till: string;
  opened_by: string;
  opened_at: Date;
  opening_float_cents: number;
  closed_at: Date | null;
  closed_by: string | null;
  counted_cents: number | null;
  figures: string | null;
}

export const SESSION_COLUMNS = [
  'id',
  'location_id',
  'register_id',
  'till',
  'opened_by',
  'opened_at',
  'opening_float_cents',
  'closed_at',
  'closed_by',
  'counted_cents',
  'figures',
] as const satisfies readonly (keyof RegisterSessionRow)[];

export function sessionOf(row: RegisterSessionRow): RegisterSession {
  return {
    id: row.id,
    locationId: row.location_id,
    registerId: row.register_id,
    till: row.till,
    openedBy: row.opened_by,
    openedAt: row.opened_at,
    openingFloatCents: row.opening_float_cents,
    closing: closingOf(row),
  };
}

function closingOf(row: RegisterSessionRow): RegisterSession['closing'] {
  const { closed_at: closedAt, closed_by: closedBy, counted_cents: countedCents, figures } = row;
  if (closedAt === null || closedBy === null || countedCents === null || figures === null) return null;
  return { closedAt, closedBy, countedCents, figures: registerFigures.parse(JSON.parse(figures)) };
}
