import type { Knex } from 'knex';

export function createOutbox(knex: Knex): Promise<void>;
export function createInbox(knex: Knex): Promise<void>;
export function createRelayLease(knex: Knex): Promise<void>;
