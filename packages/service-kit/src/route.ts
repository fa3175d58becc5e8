import type { z } from 'zod';
import type { Actor, Context, Role } from './context.ts';

/** Who may call a route. The same value guards the request, documents it, and is walked by the security tests. */
export type Access =
  | { kind: 'open' }
  | { kind: 'anyone' }
  | { kind: 'roles'; roles: readonly Role[] | 'any' }
  | { kind: 'services'; services: readonly string[] };

/** Nobody is asked who they are. A token is not looked at, so that an old one is in nobody's way. */
export const openToAll = (): Access => ({ kind: 'open' });
/** No token needed; a token that is sent is still verified, so that an actor is never a guess. */
export const anyone = (): Access => ({ kind: 'anyone' });
export const signedIn = (): Access => ({ kind: 'roles', roles: 'any' });
export const roles = (...allowed: Role[]): Access => ({ kind: 'roles', roles: allowed });
/** Only these services, with a service token made for us. The edge does not route to such a path. */
export const services = (...allowed: string[]): Access => ({ kind: 'services', services: allowed });

export interface Answer {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

export const ok = (body: unknown, headers?: Record<string, string>): Answer => answer(200, body, headers);
export const created = (body: unknown, headers?: Record<string, string>): Answer =>
  answer(201, body, headers);
export const noContent = (): Answer => ({ status: 204 });
export const html = (text: string): Answer =>
  answer(200, text, { 'Content-Type': 'text/html; charset=utf-8' });

function answer(status: number, body: unknown, headers?: Record<string, string>): Answer {
  return headers === undefined ? { status, body } : { status, body, headers };
}

export interface RouteRequest<Params, Query, Body> {
  params: Params;
  query: Query;
  body: Body;
  context: Context;
  /** Present whenever the route's access asks for roles. */
  actor: Actor;
  /** Of the verified `Idempotency-Key`; empty when the route takes none. */
  idempotencyKey: string;
  /** SHA-256 in hex of method, path and body as sent: what makes two requests the same request. */
  fingerprint: string;
  header(name: string): string;
  /** Address of the user, as the gateway saw it. */
  address: string;
}

export interface RouteSpec<Params, Query, Body> {
  summary: string;
  access: Access;
  params?: z.ZodType<Params>;
  query?: z.ZodType<Query>;
  body?: z.ZodType<Body>;
  /** Every POST that moves money or goods asks for an `Idempotency-Key`. */
  idempotency?: 'required';
  /** Documented answers by status; problems need no mention. A string is the media type of an answer that is not JSON. */
  answers: Record<number, z.ZodType | string | null>;
  /** Business refusals worth documenting, as `code: meaning`. */
  refusals?: Record<string, string>;
}

export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  spec: RouteSpec<unknown, unknown, unknown>;
  handle(request: RouteRequest<unknown, unknown, unknown>): Promise<Answer>;
}

/** One endpoint: what it takes, who may call it, what it answers, and the call it makes. */
export function route<Params = undefined, Query = undefined, Body = undefined>(
  method: Route['method'],
  path: string,
  spec: RouteSpec<Params, Query, Body>,
  handle: (request: RouteRequest<Params, Query, Body>) => Promise<Answer>,
): Route {
  // The schemas of `spec` make the values, so what `handle` receives is of its types by construction.
  return { method, path, spec, handle };
}
