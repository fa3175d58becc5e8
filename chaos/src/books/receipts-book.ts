import { some } from '@comptoir/load-tests/report';

/** The receipts of one till, summed up. */
export interface TillRow {
  till: string;
  receipts: number;
  different: number;
  first: number;
  last: number;
  /** What the counter says was given last. */
  counter: number;
}

/** Book 6: numbers of a till begin at 1 and have no gap and no repeat. */
export function receiptProblems(tills: readonly TillRow[]): string[] {
  return some(
    tills.flatMap(({ till, receipts, different, first, last, counter }) => [
      ...(different === receipts
        ? []
        : [`${till}: ${receipts - different} receipt numbers were given twice`]),
      ...(first === 1 && last === different
        ? []
        : [`${till}: ${different} numbers from ${first} to ${last}: a gap`]),
      ...(counter === last ? [] : [`${till}: the counter is at ${counter}, the last receipt is ${last}`]),
    ]),
  );
}
