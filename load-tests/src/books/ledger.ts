/** One line of a shelf's append-only ledger. */
export interface LedgerEntry {
  delta: number;
  reason: string;
  /** The sale, for the reason `sale`. */
  reference?: string | null | undefined;
}

/**
 * Compares a shelf's ledger with the change of its level and with the units of each sale that tills were told of:
 * two sales that cancel each other's mistakes balance a level, never its ledger.
 */
export function ledgerProblems(
  ledger: readonly LedgerEntry[],
  change: number,
  sold: ReadonlyMap<string, number>,
): string[] {
  const sum = ledger.reduce((total, { delta }) => total + delta, 0);
  const taken = ledger.filter(({ reason }) => reason === 'sale');
  const bySale = Map.groupBy(taken, ({ reference }) => reference ?? 'none');
  const unknown = [...bySale.keys()].filter((saleId) => !sold.has(saleId));
  return [
    ...(sum === change ? [] : [`the ledger moves ${sum}, the level ${change}`]),
    ...unknown.map((saleId) => `the ledger takes goods for sale ${saleId}, of which no till was told`),
    ...[...sold].flatMap(([saleId, quantity]) => {
      const entries = bySale.get(saleId) ?? [];
      if (entries.length !== 1) return [`sale ${saleId} is ${entries.length} times in the ledger`];
      return entries[0]?.delta === -quantity
        ? []
        : [`sale ${saleId} took ${-(entries[0]?.delta ?? 0)}, not ${quantity}`];
    }),
  ];
}
