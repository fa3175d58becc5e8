/** @param {import('knex').Knex} knex */
export async function up(knex) {
  // What stock remembers of the catalogue, from product's events, so that a list of levels has names and can be searched.
  await knex.schema.createTable('known_products', (table) => {
    table.specificType('product_id', 'uuid').primary();
    table.string('sku', 40).notNullable().index();
    table.string('barcode', 13).nullable().index();
    table.string('name_fr', 200).notNullable();
    table.string('name_en', 200).notNullable();
    table.integer('version').unsigned().notNullable();
  });
}

/** @param {import('knex').Knex} knex */
export async function down(knex) {
  await knex.schema.dropTable('known_products');
}
