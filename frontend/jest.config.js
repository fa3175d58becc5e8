/** The app in a real browser, on a real mesh. */
/** @type {import('jest').Config} */
export default {
  rootDir: '..',
  roots: ['<rootDir>/frontend/test'],
  testEnvironment: 'node',
  testMatch: ['**/*.test.ts'],
  transform: { '\\.ts$': '<rootDir>/checks/jest-strip-types.js' },
  extensionsToTreatAsEsm: ['.ts'],
  setupFilesAfterEnv: ['<rootDir>/frontend/test/set-up/patience.ts'],
  globalSetup: '<rootDir>/frontend/test/set-up/start-mesh.ts',
  globalTeardown: '<rootDir>/frontend/test/set-up/stop-mesh.ts',
};
