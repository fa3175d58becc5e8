import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { openApiOf } from './openapi.ts';
import type { Route } from './route.ts';
import { anyone, noContent, ok, roles, route, services, signedIn } from './route.ts';

const cup = z.object({ id: z.uuid(), name: z.string().max(40) });
const nothing = async () => Promise.resolve(ok({}));
const routes: Route[] = [
  route(
    'GET',
    '/api/cups/:id',
    {
      summary: 'One cup',
      access: anyone(),
      params: z.object({ id: z.uuid() }),
      query: z.object({ full: z.enum(['yes', 'no']).default('no') }),
      answers: { 200: cup },
    },
    nothing,
  ),
  route(
    'POST',
    '/api/cups',
    {
      summary: 'A new cup',
      access: roles('manager', 'logistics'),
      idempotency: 'required',
      body: z.strictObject({ name: z.string().max(40) }),
      answers: { 201: cup },
      refusals: { 'cup.taken': 'there is one (409)' },
    },
    nothing,
  ),
  route(
    'DELETE',
    '/api/cups/:id',
    { summary: 'Break it', access: signedIn(), params: z.object({ id: z.uuid() }), answers: { 204: null } },
    async () => Promise.resolve(noContent()),
  ),
  route(
    'PUT',
    '/internal/cups',
    { summary: 'Hidden', access: services('mesh'), answers: { 200: cup } },
    nothing,
  ),
];
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a document of whatever shape, that the tests below look into
const document: any = JSON.parse(JSON.stringify(openApiOf({ title: 'Cups', version: '1' }, routes)));

test('every public route is there under its path, and no internal one', () => {
  expect(Object.keys(document.paths)).toEqual(['/api/cups/{id}', '/api/cups']);
  expect(Object.keys(document.paths['/api/cups/{id}'])).toEqual(['get', 'delete']);
});

test('what a route takes is what validates it', () => {
  const { get } = document.paths['/api/cups/{id}'];
  const { post } = document.paths['/api/cups'];

  expect(get.parameters).toMatchObject([
    { name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } },
    { name: 'full', in: 'query', required: false, schema: { enum: ['yes', 'no'] } },
  ]);
  expect(post.parameters).toMatchObject([{ name: 'Idempotency-Key', in: 'header', required: true }]);
  expect(post.requestBody.content['application/json'].schema).toMatchObject({
    properties: { name: { type: 'string', maxLength: 40 } },
    required: ['name'],
    additionalProperties: false,
  });
});

test('who may call, with or without a token, and what may be refused, is said', () => {
  const { get } = document.paths['/api/cups/{id}'];
  const { post } = document.paths['/api/cups'];

  expect(get.security).toEqual([{}, { bearer: [] }]);
  expect(get.description).toContain('Open to anyone');
  expect(post.security).toEqual([{ bearer: [] }]);
  expect(post.description).toMatch(/roles manager, logistics[^]*`cup.taken`: there is one/);
});

test('every route may answer with a problem', () => {
  const { responses } = document.paths['/api/cups/{id}'].delete;

  expect(responses['204']).toEqual({ description: 'Done' });
  expect(responses.default.content['application/problem+json'].schema).toEqual({
    $ref: '#/components/schemas/Problem',
  });
  expect(document.components.schemas.Problem.required).toEqual(
    expect.arrayContaining(['type', 'title', 'status', 'code', 'detail', 'traceId']),
  );
});
