import { availableParallelism } from 'node:os';

/** Everything that runs in Node, and beside it the app in a real browser on a mesh of its own. */
/** @type {import('jest').Config} */
export default {
  projects: [
    {
      testEnvironment: 'node',
      testMatch: ['**/*.test.ts'],
      testPathIgnorePatterns: ['/node_modules/', '/frontend/test/', '/.comptoir/'],
      modulePathIgnorePatterns: ['/.comptoir/', '/frontend/dist'],
      transform: { '\\.ts$': '<rootDir>/checks/jest-strip-types.js' },
      extensionsToTreatAsEsm: ['.ts'],
      globalSetup: '<rootDir>/packages/test-kit/src/global-setup.ts',
      globalTeardown: '<rootDir>/packages/test-kit/src/global-teardown.ts',
    },
    '<rootDir>/frontend/jest.config.js',
  ],
  testTimeout: 20_000,
  // Jest leaves one core to itself by default. Tests of meshes and browsers wait much: with three workers on two cores the
  // whole took 387 s, with two 478.
  maxWorkers: Math.ceil(availableParallelism() * 1.5),
};
