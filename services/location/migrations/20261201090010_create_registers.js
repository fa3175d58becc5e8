/** @param {import('knex').Knex} knex */
export async function up(knex) {
  await knex.schema.createTable('registers', (table) => {
    table.specificType('id', 'uuid').primary();
    table.specificType('location_id', 'uuid').notNullable().references('id').inTable('locations');
    table.tinyint('number').unsigned().notNullable();
    table.string('name', 80).notNullable();
    table.boolean('active').notNullable().defaultTo(true);
    // Receipt numbers are counted per register: two of one number at one location would print the same receipts.
    table.unique(['location_id', 'number'], { indexName: 'registers_number' });
  });
}

/** @param {import('knex').Knex} knex */
export async function down(knex) {
  await knex.schema.dropTable('registers');
}
