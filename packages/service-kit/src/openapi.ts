import { z } from 'zod';
import type { Access, Route } from './route.ts';

const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string(),
  traceId: z.string(),
  errors: z.array(z.looseObject({ pointer: z.string(), message: z.string() })).optional(),
});

type Json = Record<string, unknown>;

/** OpenAPI 3.1 of a service, from the schemas that validate its requests; `/internal` routes are not public and left out. */
export function openApiOf(service: { title: string; version: string }, routes: readonly Route[]): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    if (!route.path.startsWith('/api/')) continue;
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route) };
  }
  return {
    openapi: '3.1.0',
    info: { title: service.title, version: service.version },
    servers: [{ url: '/' }],
    paths,
    components: {
      schemas: { Problem: schema(problem, 'output') },
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
  };
}

function operation({ spec }: Route): Json {
  const refusals = Object.entries(spec.refusals ?? {}).map(([code, meaning]) => `- \`${code}\`: ${meaning}`);
  return {
    summary: spec.summary,
    description: [accessText(spec.access), ...refusals].join('\n'),
    ...securityOf(spec.access),
    parameters: [
      ...parameters(spec.params, 'path'),
      ...parameters(spec.query, 'query'),
      ...(spec.idempotency === undefined ? [] : [IDEMPOTENCY_PARAMETER]),
    ],
    ...(spec.body === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: schema(spec.body, 'input') } },
          },
        }),
    responses: {
      ...Object.fromEntries(
        Object.entries(spec.answers).map(([status, answer]) => [status, response(answer)]),
      ),
      default: {
        description: 'A problem',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
}

const IDEMPOTENCY_PARAMETER = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  schema: { type: 'string', minLength: 1, maxLength: 255 },
};

/** Where anyone may call, a token is still looked at if one is sent: a cart belongs to whoever it names. */
function securityOf({ kind }: Access): Json {
  const token = { bearer: [] };
  if (kind === 'roles') return { security: [token] };
  return kind === 'anyone' ? { security: [{}, token] } : {};
}

function accessText(access: Access): string {
  if (access.kind === 'open' || access.kind === 'anyone') return 'Open to anyone.';
  if (access.kind === 'services') return `For the services ${access.services.join(', ')}.`;
  return access.roles === 'any' ? 'For any signed-in person.' : `For the roles ${access.roles.join(', ')}.`;
}

function response(answer: z.ZodType | string | null): Json {
  if (answer === null) return { description: 'Done' };
  if (typeof answer === 'string')
    return { description: 'Done', content: { [answer]: { schema: { type: 'string' } } } };
  return { description: 'Done', content: { 'application/json': { schema: schema(answer, 'output') } } };
}

function parameters(source: z.ZodType | undefined, where: 'path' | 'query'): Json[] {
  if (source === undefined) return [];
  const { properties = {}, required = [] } = schema(source, 'input') as {
    properties?: Json;
    required?: string[];
  };
  return Object.entries(properties).map(([name, value]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    schema: value,
  }));
}

function schema(source: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(source, {
    io,
    unrepresentable: 'any',
    target: 'draft-2020-12',
  });
  return rest;
}
