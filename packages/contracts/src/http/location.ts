import { z } from 'zod';
import { id, text, version } from '../primitives.ts';

export const locationType = z.enum(['store', 'logistics', 'headOffice']);
/** Short code printed on receipts, like `MTL1`. */
export const locationCode = z.string().regex(/^[A-Z0-9]{2,8}$/, 'must be 2 to 8 capital letters or digits');
/** Number of a register among those of its location, printed on receipts. */
export const registerNumber = z.int().min(1).max(99);

export const register = z.object({ id, number: registerNumber, name: text(80), active: z.boolean() });

export const location = z.object({
  id,
  code: locationCode,
  name: z.string(),
  type: locationType,
  address: z.string().nullable(),
  city: z.string().nullable(),
  active: z.boolean(),
  version,
});

/** `GET /internal/locations/:id`: what a till sale needs to know of where it happens. */
export const locationWithRegisters = location.extend({ registers: z.array(register) });
export type LocationWithRegisters = z.infer<typeof locationWithRegisters>;

/** `GET /internal/locations`: all of them; a chain has hundreds, not thousands. */
export const locationList = z.object({ items: z.array(location) });

const name = text(120);
const address = text(200).nullable();
const city = text(80).nullable();

export const locationRequest = z.strictObject({
  code: locationCode,
  name,
  type: locationType,
  address: address.default(null),
  city: city.default(null),
});
export type LocationRequest = z.infer<typeof locationRequest>;

/** `PUT /api/locations/:id`: the version is the one the editor saw; what is optional and missing stays as it is. */
export const locationEdit = z.strictObject({
  code: locationCode,
  name,
  type: locationType,
  address: address.optional(),
  city: city.optional(),
  active: z.boolean().optional(),
  version,
});

/** Without a number the register gets the one after the highest. */
export const registerRequest = z.strictObject({ number: registerNumber.optional(), name: text(80) });

const upsertedRegister = z.strictObject({ number: registerNumber, name: text(80) });
const upsertedLocation = z.strictObject({
  code: locationCode,
  name,
  type: locationType,
  address: address.optional(),
  city: city.optional(),
  registers: z
    .array(upsertedRegister)
    .max(99)
    .refine(
      (registers) => areDistinct(registers.map(({ number }) => number)),
      'must not name a number twice',
    ),
});

/** `PUT /internal/locations`: locations by code, registers by number. Nothing is ever taken away. */
export const locationsUpsert = z.strictObject({
  locations: z
    .array(upsertedLocation)
    .min(1)
    .max(500)
    .refine((locations) => areDistinct(locations.map(({ code }) => code)), 'must not name a code twice'),
});
export const locationsUpserted = z.object({
  items: z.array(
    z.object({ id, code: locationCode, registers: z.array(register.pick({ id: true, number: true })) }),
  ),
});

const areDistinct = (keys: readonly unknown[]): boolean => new Set(keys).size === keys.length;
