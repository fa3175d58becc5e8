/** @param {import('knex').Knex} knex */
export async function up(knex) {
  await knex.schema.createTable('locations', (table) => {
    table.specificType('id', 'uuid').primary();
    table.string('code', 8).notNullable().collate('ascii_bin').unique({ indexName: 'locations_code' });
    table.string('name', 120).notNullable();
    table.string('type', 12).notNullable().index();
    table.string('address', 200).nullable();
    table.string('city', 80).nullable();
    table.boolean('active').notNullable().defaultTo(true);
    // Counts changes of the location and of its registers: together they are what the events tell.
    table.integer('version').unsigned().notNullable().defaultTo(1);
    table.datetime('created_at', { precision: 3 }).notNullable();
    table.datetime('updated_at', { precision: 3 }).notNullable();
  });
}

/** @param {import('knex').Knex} knex */
export async function down(knex) {
  await knex.schema.dropTable('locations');
}
