import type { TestActor } from '@comptoir/test-kit';
import { ROLES } from '@comptoir/service-kit';
import type { Place, World } from './world.ts';

type Role = TestActor['role'];
/** Somebody without a token, or with a role. */
export type Subject = Role | 'stranger';

/** What a request says besides its route's template. */
export interface Asked {
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: object;
}

/** What keeps people of one role apart. Each who works at one location, or buys, needs one of these. */
export type Bound =
  /** Those of another location are refused with 403 `location.forbidden`. `ask` makes a request that succeeds for its own. */
  | { kind: 'location'; ask(world: World, place: Place): Asked | Promise<Asked> }
  /** Everybody but the owner, and those `beside` them, is told that there is nothing (404). */
  | {
      kind: 'owner';
      beside?: readonly Subject[];
      ask(world: World, owner: TestActor, place: Place): Asked | Promise<Asked>;
    }
  /** Nothing does, and this is why. */
  | { kind: 'none'; why: string };

export interface Rule {
  who: readonly Subject[] | { services: readonly string[] };
  /** Nobody is asked who they are, so that a token that is no good keeps nobody out. */
  asksNobody?: boolean;
  bound?: Bound;
}

const anyone: readonly Subject[] = ['stranger', ...ROLES];
export const staff: readonly Subject[] = ['clerk', 'manager', 'headOffice', 'logistics', 'operator'];
export const shopReaders: readonly Subject[] = ['clerk', 'manager', 'headOffice', 'operator'];
export const cartHolders: readonly Subject[] = ['clerk', 'manager', 'customer'];

export const unbound = (why: string): Bound => ({ kind: 'none', why });
export const located = (ask: Extract<Bound, { kind: 'location' }>['ask']): Bound => ({
  kind: 'location',
  ask,
});
export const open = (why: string): Rule => ({ who: anyone, asksNobody: true, bound: unbound(why) });
export const office: Rule = { who: ['headOffice'] };
export const operators: Rule = { who: ['operator'] };
export const only = (...services: string[]): Rule => ({ who: { services } });

export const byLocation = located((_, { id }) => ({ query: { locationId: id } }));
export const aSale = located(async (world, place) => ({ params: { id: (await world.sold(place)).id } }));
export const aCart = (more: (world: World) => Asked = () => ({})): Rule => ({
  who: ['stranger', ...cartHolders],
  bound: {
    kind: 'owner',
    ask: async (world, owner, place) => {
      const { params, body } = more(world);
      return { params: { id: await world.filledCart(owner, place), ...params }, ...(body && { body }) };
    },
  },
});
export const ofTheLine = ({ productId }: World) => ({ params: { productId } });
