const TRACE = /(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])/;
const SALE = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const RECEIPT = /^[A-Z0-9-]{1,16}-\d{6,12}$/;

/** What a person typed as the API wants it: a receipt number, a sale's id, or the trace of a `traceparent`. */
export function referenceIn(typed: string): string | undefined {
  const small = typed.trim().toLowerCase();
  const capitals = typed.trim().toUpperCase();
  if (SALE.test(small)) return small;
  return TRACE.exec(small)?.[0] ?? RECEIPT.exec(capitals)?.[0];
}
