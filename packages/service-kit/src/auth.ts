import type { JWTVerifyGetKey } from 'jose';
import { jwtVerify } from 'jose';
import type Koa from 'koa';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import type { Actor, Context } from './context.ts';
import { ROLES } from './context.ts';
import { AppError } from './errors.ts';
import type { Access } from './route.ts';

export const TOKEN_ISSUER = 'comptoir';
export const USER_AUDIENCE = 'comptoir-api';

const userClaims = z.object({
  sub: z.string(),
  role: z.enum(ROLES),
  locationId: z.string().optional(),
  exp: z.number(),
});
const serviceClaims = z.object({ sub: z.string(), iss: z.string(), exp: z.number() });
const actorHeader = z.object({ sub: z.string(), role: z.enum(ROLES), locationId: z.string().optional() });

export interface Authenticator {
  /** The person a user token stands for; throws 401 for any token that does not verify. */
  user(token: string): Promise<Actor>;
  /** The service a service token stands for; throws 401, also for a token made for another service. */
  service(token: string): Promise<string>;
}

export interface AuthenticatorOptions {
  /** Name of this service: the audience that service tokens must be made for. */
  service: string;
  userKeys: JWTVerifyGetKey;
  serviceKeys: JWTVerifyGetKey;
}

const CLOCK_TOLERANCE_SECONDS = 120;
const REMEMBERED_TOKENS = 5_000;

export function createAuthenticator({ service, userKeys, serviceKeys }: AuthenticatorOptions): Authenticator {
  const people = remembering(async (token) => {
    const { payload } = await jwtVerify(token, userKeys, {
      issuer: TOKEN_ISSUER,
      audience: USER_AUDIENCE,
      algorithms: ['EdDSA'],
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
    });
    const { exp, sub, role, locationId } = userClaims.parse(payload);
    return { value: locationId === undefined ? { sub, role } : { sub, role, locationId }, exp };
  });
  const callers = remembering(async (token) => {
    const { payload, protectedHeader } = await jwtVerify(token, serviceKeys, {
      audience: service,
      algorithms: ['EdDSA'],
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
    });
    const { exp, sub, iss } = serviceClaims.parse(payload);
    // A key id is its owner's name: no service can sign for another one.
    if (sub !== iss || sub !== protectedHeader.kid) throw new Error('a service speaks for itself only');
    return { value: sub, exp };
  });
  return { user: people, service: callers };
}

/** A signature costs more than a whole read, so a verified token is remembered until it expires (lesson 41). */
function remembering<T extends object | string>(
  verify: (token: string) => Promise<{ value: T; exp: number }>,
) {
  const verified = new LRUCache<string, { value: T; exp: number }>({ max: REMEMBERED_TOKENS });
  return async (token: string): Promise<T> => {
    const known = verified.get(token);
    if (known !== undefined && known.exp + CLOCK_TOLERANCE_SECONDS > Date.now() / 1000) return known.value;
    try {
      const fresh = await verify(token);
      verified.set(token, fresh);
      return fresh.value;
    } catch (cause) {
      if (cause instanceof AppError) throw cause;
      throw new AppError('unauthenticated', 'token.invalid', 'The token is not valid or has expired.', {
        cause,
      });
    }
  };
}

/** Lets the request through, with who is asking on its context, or throws 401 or 403. */
export async function authorize(
  ctx: Koa.ParameterizedContext,
  context: Context,
  access: Access,
  authenticator: Authenticator,
): Promise<void> {
  if (access.kind === 'open') return;
  const token = bearerToken(ctx.get('authorization'));
  if (access.kind === 'services') {
    if (token === undefined) throw unauthenticated();
    context.caller = await authenticator.service(token);
    if (!access.services.includes(context.caller)) {
      throw new AppError(
        'forbidden',
        'service.forbidden',
        `The service ${context.caller} may not call this.`,
      );
    }
    const actor = parseActor(ctx.get('x-actor'));
    if (actor !== undefined) context.actor = actor;
    return;
  }
  if (token === undefined) {
    if (access.kind === 'anyone') return;
    throw unauthenticated();
  }
  context.actor = await authenticator.user(token);
  if (access.kind === 'roles' && access.roles !== 'any' && !access.roles.includes(context.actor.role)) {
    throw new AppError('forbidden', 'role.forbidden', `The role ${context.actor.role} may not do this.`);
  }
}

function unauthenticated(): AppError {
  return new AppError(
    'unauthenticated',
    'token.missing',
    'Sign in and send the access token as Authorization: Bearer.',
  );
}

/** Throws 401 for a header that is no bearer token: who sent one means to be somebody. */
function bearerToken(header: string): string | undefined {
  if (header === '') return undefined;
  const [, token] = /^Bearer ([\w.~+/-]+=*)$/i.exec(header) ?? [];
  if (token !== undefined) return token;
  throw new AppError('unauthenticated', 'token.invalid', 'The Authorization header is no bearer token.');
}

function parseActor(header: string): Actor | undefined {
  if (header === '') return undefined;
  try {
    const { sub, role, locationId } = actorHeader.parse(
      JSON.parse(Buffer.from(header, 'base64url').toString('utf8')),
    );
    return locationId === undefined ? { sub, role } : { sub, role, locationId };
  } catch (cause) {
    throw new AppError('malformed', 'actor.malformed', 'The X-Actor header is not what a service sends.', {
      cause,
    });
  }
}

export function encodeActor(actor: Actor): string {
  return Buffer.from(JSON.stringify(actor)).toString('base64url');
}

/** Refuses people who work at one location when they reach for another (lesson 35). Head office, logistics and operators reach all. */
export function assertWorksAt(actor: Actor, locationId: string): void {
  if (!reachesAll(actor) && actor.locationId !== locationId) throw notYours();
}

/**
 * The location that a list is limited to: the one asked for, or the actor's own; undefined is everywhere, which only
 * those who reach all locations see. Throws 403 as `assertWorksAt` does.
 */
export function locationInSight(actor: Actor, asked?: string): string | undefined {
  if (reachesAll(actor)) return asked;
  const { locationId } = actor;
  if (locationId === undefined || (asked ?? locationId) !== locationId) throw notYours();
  return locationId;
}

function reachesAll({ role }: Actor): boolean {
  return role === 'headOffice' || role === 'logistics' || role === 'operator';
}

function notYours(): AppError {
  return new AppError('forbidden', 'location.forbidden', 'This belongs to a location that is not yours.');
}
