/** Canadian dollars for one unit of the file's currency, in millionths, so that no cent hangs on a float. */
export interface Rate {
  millionths: number;
}

const RATE = /^\d{1,4}(\.\d{1,6})?$/;
const AMOUNT = /^-?\d{1,7}(\.\d{1,4})?$/;

/** Reads a rate like `1.70`; undefined when it is not one above zero. */
export function parseRate(text: string): Rate | undefined {
  if (!RATE.test(text)) return undefined;
  const millionths = scaled(text, 6);
  return millionths > 0n ? { millionths: Number(millionths) } : undefined;
}

/** Canadian cents, rounded half up, for an amount like `2.95`; undefined when it is not an amount. */
export function centsAt(rate: Rate, amount: string): number | undefined {
  if (!AMOUNT.test(amount)) return undefined;
  // Ten-thousandths of a pound times millionths of a dollar: a cent is 10^8 of these.
  const product = scaled(amount, 4) * BigInt(rate.millionths);
  return Number((product + 50_000_000n) / 100_000_000n);
}

function scaled(decimal: string, places: number): bigint {
  const [whole = '0', fraction = ''] = decimal.split('.');
  return BigInt(whole + fraction.padEnd(places, '0'));
}
