import { randomUUID } from 'node:crypto';
import { ROLES } from '@comptoir/service-kit';
import { SERVICES } from '@comptoir/test-kit';
import type { CallOptions, TestActor } from '@comptoir/test-kit';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { edgeRoutes } from '../mesh/src/gateway/routes.ts';
import { accessRules } from './access-rules.ts';
import type { Asked, Bound, Rule, Subject } from './test/access-rule.ts';
import { epochSeconds, privateKeyIn, signedBy, strangersKey, tokenOf } from './test/forged-tokens.ts';
import { startWholeMesh, type WholeMesh } from './test/whole-mesh.ts';
import { buildWorld, type Place, type World } from './test/world.ts';

// A template is filled with what nothing has: whoever gets past the door learns that there is nothing.
const NOTHING = '0193a1b0-0000-7000-8000-0000000000ff';

let whole: WholeMesh;
let world: World;
beforeAll(async () => {
  whole = await startWholeMesh();
  world = await buildWorld(whole);
});
afterAll(() => whole.close());

type KnownRoute = WholeMesh['routes'][number];
const nameOf = ({ service, method, path }: KnownRoute) => `${service} ${method} ${path}`;
const ruleOf = (route: KnownRoute): Rule => accessRules[nameOf(route)] ?? { who: [] };
const letsIn = ({ who }: Rule, subject: Subject) => 'includes' in who && who.includes(subject);
const boundRoutes = <Kind extends Bound['kind']>(kind: Kind) =>
  whole.routes.flatMap((route) => {
    const { bound } = ruleOf(route);
    return bound?.kind === kind ? [{ route, bound: bound as Extract<Bound, { kind: Kind }> }] : [];
  });

interface Outcome {
  status: number;
  code: string;
}

async function send(route: KnownRoute, asked: Asked, who: CallOptions): Promise<Outcome> {
  const ids = { ean: '2000000000015', ...asked.params };
  const path = route.path.replaceAll(
    /:(\w+)/g,
    (_, name: string) => new Map(Object.entries(ids)).get(name) ?? NOTHING,
  );
  const query = asked.query === undefined ? '' : `?${new URLSearchParams(asked.query).toString()}`;
  const body = asked.body ?? (route.spec.body === undefined ? undefined : {});
  const call = { ...who, idempotencyKey: randomUUID(), ...(body && { body }) };
  const answer = await whole.service(route.service).call(route.method, `${path}${query}`, call);
  return { status: answer.status, code: String(answer.body?.code ?? '') };
}

/** Past the door: known, allowed, and not met by something broken. */
const isIn = ({ status, code }: Outcome) =>
  ![401, 403, 405, 500].includes(status) && !['route.not_found', 'location.forbidden'].includes(code);
const isRefused =
  (status: number, ...codes: string[]) =>
  (outcome: Outcome) =>
    outcome.status === status && codes.includes(outcome.code);

/** One sentence for each who was not treated as expected. */
async function surprises(
  tries: readonly {
    route: KnownRoute;
    as: string;
    expected: (outcome: Outcome) => boolean;
    send(): Promise<Outcome>;
  }[],
): Promise<string[]> {
  const told: string[] = [];
  for (const { route, as, expected, send: ask } of tries) {
    const outcome = await ask();
    if (!expected(outcome)) told.push(`${nameOf(route)} as ${as}: ${outcome.status} ${outcome.code}`);
  }
  return told;
}

const asPerson = (person: TestActor): CallOptions => ({ as: person });
const bearing = (token: string): CallOptions => ({ headers: { authorization: `Bearer ${token}` } });
const requestFor = async ({ bound }: Rule, owner: TestActor): Promise<Asked> => {
  if (bound?.kind === 'location') return bound.ask(world, world.here);
  return bound?.kind === 'owner' ? bound.ask(world, owner, world.here) : {};
};

test('every route has a rule, every rule a route, and every rule for people who can be kept apart says how', () => {
  const routes = whole.routes.map(nameOf);

  expect(Object.keys(accessRules).toSorted()).toEqual(routes.toSorted());
  const unsaid = Object.entries(accessRules).filter(
    ([, rule]) =>
      rule.bound === undefined &&
      (['clerk', 'manager', 'customer'] as const).some((role) => letsIn(rule, role)),
  );
  expect(unsaid).toEqual([]);
});

test('each role gets where the table lets it, and nowhere else', async () => {
  const tries = whole.routes.flatMap((route) => {
    const rule = ruleOf(route);
    // What one may not have is asked for with a request that somebody else may make.
    let others: Promise<Asked> | undefined;
    return ROLES.map((role) => {
      const person = world.person(role);
      const refused =
        'includes' in rule.who ? isRefused(403, 'role.forbidden') : isRefused(401, 'token.invalid');
      return {
        route,
        as: role,
        expected: letsIn(rule, role) ? isIn : refused,
        send: async () => {
          if (letsIn(rule, role)) return send(route, await requestFor(rule, person), asPerson(person));
          others ??= requestFor(rule, world.here.clerk);
          return send(route, await others, asPerson(person));
        },
      };
    });
  });

  expect(await surprises(tries)).toEqual([]);
});

test('without a token one gets where anyone may', async () => {
  const tries = whole.routes.map((route) => {
    const rule = ruleOf(route);
    const isOpen = letsIn(rule, 'stranger');
    const expected = isOpen ? isIn : isRefused(401, 'token.missing');
    return {
      route,
      as: 'a stranger',
      expected,
      send: async () => send(route, isOpen ? await strangersRequest(rule) : {}, {}),
    };
  });

  expect(await surprises(tries)).toEqual([]);
});

// What belongs to a person is not a stranger's: that one is asked about below.
const strangersRequest = async (rule: Rule): Promise<Asked> =>
  rule.bound?.kind === 'owner' ? {} : requestFor(rule, world.here.clerk);

test("a token that is expired, forged or made for another audience is a person's nowhere, and in the way only where one is asked for", async () => {
  const { keys } = whole.mesh;
  const [{ kid = '' } = {}] = keys.userJwks.keys;
  const claims = {
    sub: world.person('headOffice').sub,
    role: 'headOffice',
    iss: 'comptoir',
    aud: 'comptoir-api',
    exp: epochSeconds() + 300,
  };
  const header = { alg: 'EdDSA', kid };
  const own = signedBy(privateKeyIn(keys.keyFileOf(kid)));
  const junk = new Map([
    ['expired', tokenOf(header, { ...claims, exp: epochSeconds() - 300 }, own)],
    ['forged', tokenOf(header, claims, signedBy(strangersKey()))],
    ['of another audience', tokenOf(header, { ...claims, aud: 'somebody-else' }, own)],
    ['of a role there is not', tokenOf(header, { ...claims, role: 'root' }, own)],
  ]);
  const tries = whole.routes.flatMap((route) =>
    [...junk].map(([as, token]) => ({
      route,
      as,
      expected: ruleOf(route).asksNobody ? isIn : isRefused(401, 'token.invalid'),
      send: () => send(route, {}, bearing(token)),
    })),
  );
  const sound = bearing(tokenOf(header, claims, own));

  expect(await whole.service('auth').call('GET', '/api/users', sound)).toMatchObject({ status: 200 });
  expect(await surprises(tries)).toEqual([]);
});

test('each service gets into what the table opens to it, with a token made for that service only', async () => {
  const tries = whole.routes.flatMap((route) =>
    SERVICES.flatMap((speaker) => {
      const { who, asksNobody } = ruleOf(route);
      const elsewhere = route.service === 'stock' ? 'payment' : 'stock';
      const noPerson = asksNobody ? isIn : isRefused(401, 'token.invalid');
      const notYours = 'services' in who ? isRefused(403, 'service.forbidden') : noPerson;
      return [
        {
          route,
          as: `the service ${speaker}`,
          expected: 'services' in who && who.services.includes(speaker) ? isIn : notYours,
          send: () => send(route, {}, { from: speaker }),
        },
        {
          route,
          as: `the service ${speaker} with a token for ${elsewhere}`,
          expected: noPerson,
          send: async () => send(route, {}, bearing(await whole.mesh.keys.serviceToken(speaker, elsewhere))),
        },
      ];
    }),
  );

  expect(await surprises(tries)).toEqual([]);
});

test('who works at one location has it, and reaches no other', async () => {
  const isDone = ({ status }: Outcome) => status < 300;
  const at = (
    route: KnownRoute,
    bound: Extract<Bound, { kind: 'location' }>,
    who: TestActor,
    place: Place,
    as: string,
  ) => ({
    route,
    as,
    expected: as.endsWith('abroad') ? isRefused(403, 'location.forbidden') : isDone,
    send: async () => send(route, await bound.ask(world, place), asPerson(who)),
  });
  const tries = boundRoutes('location').flatMap(({ route, bound }) => {
    const { who } = ruleOf(route);
    const placed = (['clerk', 'manager'] as const).filter((role) => 'includes' in who && who.includes(role));
    const unplaced = (['headOffice', 'logistics', 'operator'] as const).filter(
      (role) => 'includes' in who && who.includes(role),
    );
    return [
      ...placed.flatMap((role) => [
        at(route, bound, world.here[role], world.here, `${role} at home`),
        at(route, bound, world.here[role], world.there, `${role} abroad`),
        at(route, bound, world.there[role], world.here, `other ${role} abroad`),
      ]),
      ...unplaced.map((role) => at(route, bound, world.person(role), world.there, `${role} anywhere`)),
    ];
  });

  expect(tries.length).toBeGreaterThan(30);
  expect(await surprises(tries)).toEqual([]);
});

test('a list that names no location shows those who work at one nothing of another', async () => {
  await Promise.all([world.sold(world.here), world.sold(world.there), world.openedRegister(world.there)]);
  const { manager } = world.here;
  const lists = ['/api/sales', '/api/sagas', '/api/register-sessions'].map((path) =>
    whole.service('sale').call('GET', `${path}?size=100`, { as: manager }),
  );

  const items = (await Promise.all(lists)).flatMap(({ body }) => body.items);

  expect(items.length).toBeGreaterThan(2);
  expect(new Set(items.map(({ locationId }) => locationId))).toEqual(new Set([world.here.id]));
});

test('what belongs to one person is not there for another', async () => {
  const isNothing = ({ status, code }: Outcome) =>
    status === 404 && code.endsWith('.not_found') && code !== 'route.not_found';
  const isDone = ({ status, code }: Outcome) => status < 300 || (status === 409 && code.startsWith('cart.'));
  const [otherClerk, otherCustomer] = [
    await world.hire('clerk', world.here.id),
    await world.hire('customer'),
  ];
  const tries = boundRoutes('owner').flatMap(({ route, bound }) => {
    const rule = ruleOf(route);
    const owners = (['clerk', 'customer'] as const)
      .filter((role) => letsIn(rule, role))
      .map((role) => world.person(role));
    return owners.flatMap((owner) => {
      const thieves = [world.here.manager, otherClerk, world.there.clerk, otherCustomer].filter(({ role }) =>
        letsIn(rule, role),
      );
      const by = (as: string, who: CallOptions, expected: (outcome: Outcome) => boolean) => ({
        route,
        as: `${as} of what a ${owner.role} has`,
        expected,
        send: async () => send(route, await bound.ask(world, owner, world.here), who),
      });
      return [
        by('the owner', asPerson(owner), isDone),
        ...thieves.map((thief) => by(`another ${thief.role}`, asPerson(thief), isNothing)),
        ...(letsIn(rule, 'stranger') ? [by('a stranger', {}, isNothing)] : []),
        ...(bound.beside ?? []).map((role) =>
          by(role, asPerson(world.person(role as TestActor['role'])), isDone),
        ),
      ];
    });
  });

  expect(await surprises(tries)).toEqual([]);
});

test('the edge leads to every public route, and to nothing else', () => {
  const leads = (path: string) =>
    edgeRoutes.find(({ prefix }) => path === prefix || path.startsWith(`${prefix}/`))?.service;

  const strayed = whole.routes.filter(
    ({ service, path }) => leads(path) !== (path.startsWith('/api/') ? service : undefined),
  );

  expect(strayed.map(nameOf)).toEqual([]);
  expect(whole.routes.map(({ path }) => path).filter((path) => !/^\/(api|internal)\//.test(path))).toEqual(
    [],
  );
});
