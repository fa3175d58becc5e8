/** Why a load test cannot run, in one sentence for the person at the terminal; printed without a stack. */
export class LoadError extends Error {
  override readonly name = 'LoadError';
}
