import { z } from 'zod';
import { id, text, timestamp, version } from '../primitives.ts';

export const role = z.enum([
  'clerk',
  'manager',
  'headOffice',
  'logistics',
  'supplier',
  'customer',
  'operator',
]);

/** Plain ASCII, so that no two usernames look alike; case is kept but does not count. An e-mail address is one. */
export const username = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._@+-]{2,63}$/, 'must be 3 to 64 letters, digits or . _ @ + -');

/** NIST SP 800-63B: length is what counts, not kinds of characters. That it is not the username is checked with it. */
export const newPassword = z.string().min(10, 'must be at least 10 characters').max(128);

export const user = z.object({
  id,
  username: z.string(),
  displayName: z.string(),
  role,
  /** Where a clerk or a manager works; null for everybody else. */
  locationId: id.nullable(),
  active: z.boolean(),
  version,
});
export type User = z.infer<typeof user>;

/** A user in a list of the head office; `deletedAt` is set on those asked for with `?deleted=true`. */
export const listedUser = user.extend({ deletedAt: timestamp.nullable() });

/** What is not a username cannot sign in, but is told no more than that: no format is asked for here. */
export const loginRequest = z.strictObject({
  username: z.string().min(1).max(254),
  password: z.string().min(1).max(1024),
});

/** `expiresIn` is in seconds. The refresh token works once: its answer brings the next one. */
export const session = z.object({
  accessToken: z.string(),
  expiresIn: z.int(),
  refreshToken: z.string(),
  user,
});

export const refreshRequest = z.strictObject({ refreshToken: z.string().min(1).max(200) });

const displayName = text(120);

export const registration = z.strictObject({
  username,
  password: newPassword,
  displayName: displayName.optional(),
});

export const newUser = registration.extend({ role, locationId: id.nullable().optional() });

/** What is missing stays as it is. With `version`, the edit is refused when somebody was faster. */
export const userEdit = z
  .strictObject({
    displayName: displayName.optional(),
    role: role.optional(),
    locationId: id.nullable().optional(),
    password: newPassword.optional(),
    active: z.boolean().optional(),
    version: version.optional(),
  })
  .refine((edit) => Object.keys(edit).some((field) => field !== 'version'), 'must change something');

/** `PUT /internal/users`: those whose username exists are left as they are. */
export const usersImport = z.strictObject({ users: z.array(newUser).min(1).max(500) });
export const usersImported = z.object({ items: z.array(z.object({ id, username, created: z.boolean() })) });

/** `GET /internal/jwks`: the public keys that signatures of user tokens may be checked with. */
export const jwks = z.object({
  keys: z.array(
    z.object({
      kty: z.literal('OKP'),
      crv: z.literal('Ed25519'),
      x: z.string(),
      kid: z.string(),
      alg: z.literal('EdDSA'),
      use: z.literal('sig'),
    }),
  ),
});

/** `POST /internal/signing-keys/rotate`: the new key, and from when on it signs. */
export const rotatedKey = z.object({ kid: z.string(), signsFrom: timestamp });
