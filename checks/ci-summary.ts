import { readFileSync } from 'node:fs';
import { z } from 'zod';

const jestResults = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numRuntimeErrorTestSuites: z.number(),
});

/** "N passed, N failed" from what Jest wrote with --json. A file that could not even be loaded counts as a failed test. */
export function summary(json: string): string {
  const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = jestResults.parse(JSON.parse(json));
  return `${numPassedTests} passed, ${numFailedTests + numRuntimeErrorTestSuites} failed`;
}

if (import.meta.main) process.stdout.write(`${summary(readFileSync(process.argv[2] ?? '', 'utf8'))}\n`);
