/** @param {import('knex').Knex} knex */
export async function up(knex) {
  await knex.schema.createTable('sold_carts', (table) => {
    // Which sale has this version of a cart: of two tills, windows or clicks that sell it at once, one does.
    table.specificType('cart_id', 'uuid').notNullable();
    table.integer('version').unsigned().notNullable();
    table.specificType('sale_id', 'uuid').notNullable();
    table.primary(['cart_id', 'version']);
  });
}

/** @param {import('knex').Knex} knex */
export async function down(knex) {
  await knex.schema.dropTable('sold_carts');
}
