/** @param {import('knex').Knex} knex */
export async function up(knex) {
  await knex.schema.createTable('stock_ledger', (table) => {
    table.specificType('id', 'uuid').primary();
    table.specificType('location_id', 'uuid').notNullable();
    table.specificType('product_id', 'uuid').notNullable();
    table.integer('delta').notNullable();
    table.string('reason', 20).notNullable();
    table.string('note', 200).nullable();
    table.string('actor', 64).nullable();
    table.specificType('reference', 'uuid').nullable();
    table.datetime('created_at', { precision: 3 }).notNullable();
    table.index(['location_id', 'product_id', 'id']);
  });
}

/** @param {import('knex').Knex} knex */
export async function down(knex) {
  await knex.schema.dropTable('stock_ledger');
}
