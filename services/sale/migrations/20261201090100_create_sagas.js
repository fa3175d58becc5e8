/** @param {import('knex').Knex} knex */
export async function up(knex) {
  await knex.schema.createTable('sagas', (table) => {
    table.specificType('id', 'uuid').primary();
    table.string('kind', 12).notNullable();
    table.specificType('sale_id', 'uuid').notNullable().index();
    table.specificType('location_id', 'uuid').notNullable();
    table.string('state', 16).notNullable();
    table.text('transitions').notNullable();
    // The request that set it off: its trace, who asked, and the idempotency key that waits for the answer.
    table.text('origin').notNullable();
    // Whoever holds the lease drives the saga; it is taken by a conditional UPDATE on the database's clock (lesson 16).
    table.string('lease_owner', 64).notNullable();
    table.datetime('lease_until', { precision: 3 }).notNullable();
    table.datetime('started_at', { precision: 3 }).notNullable();
    table.datetime('ended_at', { precision: 3 }).nullable();
    table.index(['ended_at', 'lease_until']);
    table.index(['state', 'started_at']);
  });
}

/** @param {import('knex').Knex} knex */
export async function down(knex) {
  await knex.schema.dropTable('sagas');
}
