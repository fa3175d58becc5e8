/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/frontend/', '/.comptoir/'],
  modulePathIgnorePatterns: ['/.comptoir/'],
  transform: { '\\.ts$': '<rootDir>/checks/jest-strip-types.js' },
  extensionsToTreatAsEsm: ['.ts'],
  globalSetup: '<rootDir>/packages/test-kit/src/global-setup.ts',
  globalTeardown: '<rootDir>/packages/test-kit/src/global-teardown.ts',
  testTimeout: 20_000,
  // Jest leaves one core to itself by default; on two cores that would halve the speed.
  maxWorkers: '100%',
};
