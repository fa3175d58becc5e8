/** @param {import('knex').Knex} knex */
export async function up(knex) {
  await knex.schema.createTable('stock_levels', (table) => {
    table.specificType('location_id', 'uuid').notNullable();
    table.specificType('product_id', 'uuid').notNullable();
    table.string('sku', 40).notNullable();
    table.integer('available').notNullable();
    table.integer('reserved').notNullable().defaultTo(0);
    table.integer('version').unsigned().notNullable().defaultTo(1);
    table.datetime('updated_at', { precision: 3 }).notNullable();
    table.primary(['location_id', 'product_id']);
    table.index(['product_id']);
    // The last guard behind every UPDATE: goods that are not there are never promised (lesson 13).
    table.check('available >= 0', [], 'available_not_negative');
    table.check('reserved >= 0', [], 'reserved_not_negative');
  });
}

/** @param {import('knex').Knex} knex */
export async function down(knex) {
  await knex.schema.dropTable('stock_levels');
}
