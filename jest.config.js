import { availableParallelism } from 'node:os';
import { native } from './checks/jest/native.js';

/** Everything that runs in Node, and beside it the app in a real browser on a mesh of its own. */
/** @type {import('jest').Config} */
export default {
  projects: [
    {
      ...native,
      testMatch: ['**/*.test.ts'],
      testPathIgnorePatterns: ['/node_modules/', '/frontend/test/', '/.comptoir/'],
      modulePathIgnorePatterns: ['/.comptoir/', '/frontend/dist'],
      globalSetup: '<rootDir>/packages/test-kit/src/global-setup.ts',
      globalTeardown: '<rootDir>/packages/test-kit/src/global-teardown.ts',
    },
    '<rootDir>/frontend/jest.config.js',
  ],
  // Jest minds it in the root only.
  testTimeout: native.testTimeout,
  // Jest leaves one core to itself by default. Tests of meshes and browsers wait much: before ADR 22 the whole took 387 s with
  // three workers on two cores, and 478 with two.
  maxWorkers: Math.ceil(availableParallelism() * 1.5),
  // Never in Jest's own process: there --watch would go on with the modules it loaded first.
  workerIdleMemoryLimit: '1GB',
  // ioredis keeps a process for two seconds after it was disconnected.
  workerGracefulExitTimeout: 5_000,
};
