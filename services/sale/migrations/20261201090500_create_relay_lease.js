import { createRelayLease } from '@comptoir/event-bus/migrations';

/** @param {import('knex').Knex} knex */
export async function up(knex) {
  await createRelayLease(knex);
}

/** @param {import('knex').Knex} knex */
export async function down(knex) {
  await knex.schema.dropTable('relay_lease');
}
