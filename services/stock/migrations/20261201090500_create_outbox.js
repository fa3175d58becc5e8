import { createOutbox } from '@comptoir/event-bus/migrations';

/** @param {import('knex').Knex} knex */
export async function up(knex) {
  await createOutbox(knex);
}

/** @param {import('knex').Knex} knex */
export async function down(knex) {
  await knex.schema.dropTable('outbox');
}
