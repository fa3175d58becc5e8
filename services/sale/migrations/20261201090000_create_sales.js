/** @param {import('knex').Knex} knex */
export async function up(knex) {
  await knex.schema.createTable('sales', (table) => {
    table.specificType('id', 'uuid').primary();
    table.specificType('location_id', 'uuid').notNullable();
    table.specificType('register_id', 'uuid').nullable();
    table.string('till', 16).notNullable();
    table.string('receipt_number', 32).nullable().unique();
    table.string('status', 12).notNullable();
    table.string('sold_by', 64).notNullable();
    // A sale is a document: its lines and tenders are written once and read whole.
    table.text('lines', 'mediumtext').notNullable();
    table.text('tenders').notNullable();
    table.bigint('subtotal_cents').notNullable();
    table.bigint('tps_cents').notNullable();
    table.bigint('tvq_cents').notNullable();
    table.integer('rounding_cents').notNullable();
    table.bigint('total_cents').notNullable();
    table.bigint('change_cents').notNullable();
    table.specificType('saga_id', 'uuid').notNullable();
    table.text('refusal').nullable();
    table.text('cancellation').nullable();
    table.datetime('created_at', { precision: 3 }).notNullable();
    table.datetime('completed_at', { precision: 3 }).nullable();
    table.index(['location_id', 'created_at']);
    table.index(['created_at']);
  });
}

/** @param {import('knex').Knex} knex */
export async function down(knex) {
  await knex.schema.dropTable('sales');
}
