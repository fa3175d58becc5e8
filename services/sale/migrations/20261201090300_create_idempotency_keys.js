import { createIdempotencyKeys } from '@comptoir/service-kit/migrations';

/** @param {import('knex').Knex} knex */
export async function up(knex) {
  await createIdempotencyKeys(knex);
}

/** @param {import('knex').Knex} knex */
export async function down(knex) {
  await knex.schema.dropTable('idempotency_keys');
}
