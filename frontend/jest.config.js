import { native } from '../checks/jest/native.js';

/** The app in a real browser, on a real mesh. */
/** @type {import('jest').Config} */
export default {
  ...native,
  rootDir: '..',
  roots: ['<rootDir>/frontend/test'],
  testMatch: ['**/*.test.ts'],
  globalSetup: '<rootDir>/frontend/test/set-up/start-mesh.ts',
  globalTeardown: '<rootDir>/frontend/test/set-up/stop-mesh.ts',
};
