import { z } from 'zod';

/** In lower case whatever is sent, as the database gives it back: ids are compared as text and are parts of cache keys. */
export const id = z.uuid().toLowerCase();
/** A sum of money in integer cents, CAD. */
export const cents = z.int().min(0).max(9_000_000_000_000);
/** Price of one unit, at most 100,000.00. */
export const priceCents = z.int().min(0).max(10_000_000);
export const timestamp = z.iso.datetime();
/** Units of one product in one line. */
export const quantity = z.int().min(1).max(999);
export const sku = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/, 'must be 1 to 40 letters, digits, dots, dashes or underscores');
/** EAN-13 with a right check digit: of the thirteen digits, weighted 1 and 3 in turn, the sum ends in 0 (GS1). */
export const ean13 = z
  .string()
  .regex(/^\d{13}$/, { message: 'must be 13 digits', abort: true })
  .refine((digits) => weightedSum(digits) % 10 === 0, 'does not end in its check digit');
export const taxClass = z.enum(['taxable', 'zeroRated', 'tpsOnly']);
export const version = z.int().min(1);

/**
 * Text a person typed: trimmed, of a bounded length, without control characters and without those that turn the reading
 * direction around, with which a name would show as another.
 */
export const text = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(
      // eslint-disable-next-line no-control-regex -- control characters are what is refused
      /^[^\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]*$/,
      'must not contain control characters',
    );

/**
 * What `refine` takes for a body that has one of two fields. It is looked at whatever else does not fit, so that all
 * problems are told at once: zod by itself leaves it out of a body in which something does not.
 */
export function eitherOr<One extends string, Other extends string>(one: One, other: Other) {
  const hasOne = (body: Partial<Record<One | Other, unknown>>) =>
    (body[one] === undefined) !== (body[other] === undefined);
  const how = {
    message: `send either ${one} or ${other}`,
    path: [one],
    when: ({ value }: { value: unknown }) => typeof value === 'object' && value !== null,
  };
  return [hasOne, how] as const;
}

function weightedSum(digits: string): number {
  return [...digits].reduce((sum, digit, index) => sum + Number(digit) * (index % 2 === 0 ? 1 : 3), 0);
}
