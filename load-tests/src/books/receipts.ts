/** A receipt number as printed: what names the register, and the running number at its end. */
function parseReceipt(receipt: string): { register: string; number: number } | undefined {
  const match = /^(.*?)(\d+)$/.exec(receipt);
  if (match?.[1] === undefined || match[2] === undefined) return undefined;
  return { register: match[1], number: Number(match[2]) };
}

function seriesProblems(register: string, numbers: readonly number[]): string[] {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted.flatMap((number, index) => {
    const previous = sorted[index - 1];
    if (previous === undefined || number === previous + 1) return [];
    if (number === previous) return [`receipt ${register}${number} was given twice`];
    return [`receipts ${register}${previous} and ${register}${number} follow each other: a gap`];
  });
}

/** Receipts of one register must follow each other without gap or repeat. */
export function receiptProblems(receipts: readonly string[]): string[] {
  const parsed = receipts.map((receipt) => ({ receipt, ...parseReceipt(receipt) }));
  const unreadable = parsed.filter(({ number }) => number === undefined);
  const series = Map.groupBy(parsed, ({ register }) => register ?? '');
  return [
    ...unreadable.map(({ receipt }) => `receipt "${receipt}" does not end in a number`),
    ...[...series].flatMap(([register, members]) =>
      seriesProblems(
        register,
        members.map(({ number }) => number).filter((number) => number !== undefined),
      ),
    ),
  ];
}
