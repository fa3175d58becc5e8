import type { Knex } from 'knex';

export function createIdempotencyKeys(knex: Knex): Promise<void>;
