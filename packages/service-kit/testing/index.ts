export { aContext } from './context.fake.ts';
export { fakeIdempotency } from './idempotency.fake.ts';
export type { KeptKeys } from './idempotency.fake.ts';
export { refusedWrite, violatedCheck } from './refused-write.fake.ts';
export { collectingTracer } from './tracer.fake.ts';
