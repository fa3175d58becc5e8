export { testDatabase, testRedis, type TestDatabase, type TestRedis } from './engines.ts';
export type { CallAnswer, CallOptions } from './test-call.ts';
export { startProxy } from './proxy.ts';
export type { Proxy } from './proxy.ts';
export { waitUntil } from './wait-until.ts';
export type { Neighbour, NeighbourAnswer, NeighbourRequest } from './test-gateway.ts';
export type { TestActor } from './test-keys.ts';
export { startTestMesh } from './test-mesh.ts';
export type { TestMesh, TestService } from './test-mesh.ts';
