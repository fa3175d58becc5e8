import { ROLES } from '@comptoir/service-kit';
import { z } from 'zod';
import type { Saga, SagaState } from '../domain/saga.ts';

const state = z.enum(['started', 'stockReserved', 'paid', 'confirmed', 'compensating', 'cancelled']);
const transitions = z.array(z.object({ state, at: z.string(), cause: z.string() }));
const origin = z.object({
  traceparent: z.string(),
  correlationId: z.string(),
  actor: z.object({ sub: z.string(), role: z.enum(ROLES), locationId: z.string().exactOptional() }),
  idempotency: z.object({ owner: z.string(), key: z.string(), fingerprint: z.string() }),
});

export const SAGA_COLUMNS = `id, kind, sale_id AS saleId, location_id AS locationId, state, transitions, origin,
  lease_owner AS leaseOwner, started_at AS startedAt`;

export interface SagaRow {
  id: string;
  kind: Saga['kind'];
  saleId: string;
  locationId: string;
  state: SagaState;
  transitions: string;
  origin: string;
  leaseOwner: string;
  startedAt: Date;
}

export const sagaOf = (row: SagaRow): Saga => ({
  ...row,
  transitions: transitions.parse(JSON.parse(row.transitions)),
  origin: origin.parse(JSON.parse(row.origin)),
});
