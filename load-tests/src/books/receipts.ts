interface Receipt {
  printed: string;
  register: string;
  number: number;
}

/** A receipt number as printed: what names the register, and the running number at its end. */
function parseReceipt(printed: string): Receipt | undefined {
  const match = /^(.*?)(\d+)$/.exec(printed);
  if (match?.[1] === undefined || match[2] === undefined) return undefined;
  return { printed, register: match[1], number: Number(match[2]) };
}

function seriesProblems(receipts: readonly Receipt[]): string[] {
  const sorted = receipts.toSorted((a, b) => a.number - b.number);
  return sorted.flatMap(({ number, printed }, index) => {
    const previous = sorted[index - 1];
    if (previous === undefined || number === previous.number + 1) return [];
    if (number === previous.number) return [`receipt ${printed} was given twice`];
    return [`receipts ${previous.printed} and ${printed} follow each other: a gap`];
  });
}

/** Receipts of one register must follow each other without gap or repeat. */
export function receiptProblems(printed: readonly string[]): string[] {
  const receipts = printed.map(parseReceipt);
  const unreadable = printed.filter((_, index) => receipts[index] === undefined);
  const byRegister = Map.groupBy(
    receipts.filter((receipt) => receipt !== undefined),
    ({ register }) => register,
  );
  return [
    ...unreadable.map((receipt) => `receipt "${receipt}" does not end in a number`),
    ...[...byRegister.values()].flatMap(seriesProblems),
  ];
}
