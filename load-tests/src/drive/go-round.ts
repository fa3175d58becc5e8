import type { Step, Visitor } from './step.ts';

/** Goes round the same steps for ever; connections start at different places. */
export function goRound(steps: readonly Step[], connection: number): Visitor {
  let at = connection * 7;
  return () => {
    const step = steps[at++ % steps.length];
    if (step === undefined) throw new Error('No steps to go round.');
    return step;
  };
}

/**
 * Takes turns between visitors by weight, evenly spread: weights 3 and 1 give a a b a, not a a a b.
 * (Smooth weighted round-robin, as Nginx balances.)
 */
export function takeTurns(weighted: readonly { weight: number; visitor: Visitor }[]): Visitor {
  const total = weighted.reduce((sum, { weight }) => sum + weight, 0);
  const credit = weighted.map((one) => ({ ...one, credit: 0 }));
  return () => {
    for (const one of credit) one.credit += one.weight;
    const next = credit.reduce((best, one) => (one.credit > best.credit ? one : best));
    next.credit -= total;
    return next.visitor();
  };
}
