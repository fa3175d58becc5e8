/** @param {import('knex').Knex} knex */
export async function up(knex) {
  // What the simulated card provider knows. It stands for another company's database: nothing else reads or joins it.
  await knex.schema.createTable('simulated_provider_charges', (table) => {
    table.specificType('idempotency_key', 'uuid').primary();
    table.string('status', 8).notNullable();
    table.bigint('amount_cents').notNullable();
    table.string('reason', 40).nullable();
    table.string('authorization', 40).nullable();
    table.specificType('last4', 'char(4)').nullable();
    table.datetime('created_at', { precision: 3 }).notNullable();
  });
}

/** @param {import('knex').Knex} knex */
export async function down(knex) {
  await knex.schema.dropTable('simulated_provider_charges');
}
