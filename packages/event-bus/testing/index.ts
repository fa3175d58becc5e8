export { startTestPublisher } from './test-publisher.ts';
export type { TestPublisher } from './test-publisher.ts';
