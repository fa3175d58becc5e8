/** Why the suite cannot run, in one sentence for the person at the terminal; printed without a stack. */
export class ChaosError extends Error {
  override readonly name = 'ChaosError';
}
