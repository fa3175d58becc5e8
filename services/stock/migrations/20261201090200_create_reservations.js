/** @param {import('knex').Knex} knex */
export async function up(knex) {
  await knex.schema.createTable('reservations', (table) => {
    table.specificType('id', 'uuid').primary();
    table.specificType('location_id', 'uuid').notNullable();
    table.specificType('reference', 'uuid').notNullable();
    // Service that asked, and that is asked again before an old reservation is let go.
    table.string('holder', 20).notNullable();
    table.string('status', 12).notNullable();
    table.text('lines', 'mediumtext').notNullable();
    table.datetime('expires_at', { precision: 3 }).notNullable();
    table.datetime('created_at', { precision: 3 }).notNullable();
    table.datetime('updated_at', { precision: 3 }).notNullable();
    table.index(['status', 'expires_at']);
  });
}

/** @param {import('knex').Knex} knex */
export async function down(knex) {
  await knex.schema.dropTable('reservations');
}
