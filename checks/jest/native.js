/** Tests run on Node's own module loader, in the process as it is: ADR 22. */
export const native = {
  runtime: '<rootDir>/checks/jest/runtime.js',
  testEnvironment: '<rootDir>/checks/jest/environment.ts',
  transform: {},
  // Engines and browsers on a busy machine take their time.
  testTimeout: 120_000,
};
