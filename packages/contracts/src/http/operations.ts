import { z } from 'zod';
import { timestamp } from '../primitives.ts';

/** A service, an engine or one of the launcher's processes. */
export const processName = z.string().regex(/^[a-z][a-z-]{0,39}$/, 'must be the name of a service');

const replicaState = z.object({
  replica: z.int(),
  /** Prometheus could scrape it a moment ago. */
  up: z.boolean(),
  /** What its own readiness said last; known to the launcher only, so absent in containers. */
  ready: z.boolean().optional(),
  // Figures of the last minute. Absent when there are none: of a replica that is down, or p99 of one that is idle.
  requestsPerSecond: z.number().optional(),
  errorRatio: z.number().optional(),
  p99Seconds: z.number().optional(),
  eventLoopUtilisation: z.number().optional(),
  residentBytes: z.number().optional(),
  restarts: z.int().optional(),
});
export type ReplicaState = z.infer<typeof replicaState>;

const breakerState = z.object({
  replica: z.int(),
  dependency: z.string(),
  state: z.enum(['closed', 'halfOpen', 'open']),
});

/** MariaDB, Redis and the rest of what services stand on. */
const engineState = z.object({
  name: z.string(),
  up: z.boolean(),
  ready: z.boolean().optional(),
  restarts: z.int().optional(),
  residentBytes: z.number().optional(),
});

const gatewayState = z.object({
  up: z.boolean(),
  ready: z.boolean().optional(),
  /** Client connections that are open now. */
  connections: z.number().optional(),
  restarts: z.int().optional(),
  residentBytes: z.number().optional(),
});

/** `GET /api/ops/mesh`: everything that runs, and how it is now. */
export const meshPicture = z.object({
  at: timestamp,
  gateway: gatewayState,
  services: z.array(
    z.object({ name: z.string(), replicas: z.array(replicaState), breakers: z.array(breakerState) }),
  ),
  engines: z.array(engineState),
});
export type MeshPicture = z.infer<typeof meshPicture>;

const bilingual = z.object({ fr: z.string(), en: z.string() });

/**
 * What one drawing shows. In its expressions `$service` and `$replica` stand for what it is drawn for (a regular
 * expression), `$window` for how far back a rate looks.
 */
export const panelDefinition = z.object({
  id: z.string(),
  group: z.enum(['overview', 'service', 'data', 'business']),
  title: bilingual,
  description: bilingual,
  unit: z.enum([
    'requestsPerSecond',
    'perSecond',
    'perMinute',
    'ratio',
    'seconds',
    'bytes',
    'cents',
    'count',
    // 0 closed, 1 half open, 2 open.
    'breakerState',
  ]),
  /** One figure (its last value), lines over time, or bands of a state over time. */
  chart: z.enum(['figure', 'lines', 'states']),
  /** From which value on it deserves a look, and from which on it is bad. */
  thresholds: z.object({ warn: z.number(), bad: z.number() }).optional(),
  series: z.array(z.object({ expr: z.string(), legend: z.string() })).min(1),
});
export type PanelDefinition = z.infer<typeof panelDefinition>;

/** `GET /api/ops/panels`. `perService`: takes `?service=`. */
export const panelList = z.object({
  items: z.array(panelDefinition.extend({ perService: z.boolean() })),
});

/** Query of `GET /api/ops/panels/:id/series`. */
export const seriesQuery = z.strictObject({
  service: processName.optional(),
  minutes: z.coerce.number().int().min(1).max(360).default(30),
});

/** Points are [unix seconds, value]; where there was none, none is given. */
export const panelSeries = z.object({
  unit: panelDefinition.shape.unit,
  stepSeconds: z.int(),
  series: z.array(z.object({ name: z.string(), points: z.array(z.tuple([z.number(), z.number()])) })),
});
export type PanelSeries = z.infer<typeof panelSeries>;

/** `GET /api/ops/alerts`, firing ones first, then by how long. */
export const alertList = z.object({
  items: z.array(
    z.object({
      name: z.string(),
      state: z.enum(['firing', 'pending']),
      severity: z.string(),
      since: timestamp,
      summary: z.string(),
      description: z.string(),
      runbook: z.string().optional(),
      labels: z.record(z.string(), z.string()),
    }),
  ),
});
export type AlertList = z.infer<typeof alertList>;

export const logLevel = z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal']);

/** Query of `GET /api/ops/logs`. `level` is the least that is wanted. */
export const logQuery = z.strictObject({
  service: processName.optional(),
  traceId: z
    .string()
    .regex(/^[0-9a-f]{32}$/, 'must be 32 hexadecimal digits')
    .optional(),
  level: logLevel.optional(),
  /** `cursor` of the answer before. */
  after: z
    .string()
    .regex(/^[\w-]{1,7000}$/, 'must be the cursor of an earlier answer')
    .optional(),
  limit: z.coerce.number().int().min(1).max(500).default(200),
});
export type LogQuery = z.infer<typeof logQuery>;

/** In order of time, oldest first: what is newest fits. `skipped` when there was more than was read or asked for. */
export const logPage = z.object({
  items: z.array(
    z.object({
      time: timestamp,
      service: z.string(),
      /** Of what has replicas. */
      replica: z.int().optional(),
      level: logLevel,
      message: z.string(),
      traceId: z.string().optional(),
      fields: z.record(z.string(), z.unknown()),
    }),
  ),
  cursor: z.string(),
  skipped: z.boolean(),
});
export type LogPage = z.infer<typeof logPage>;
