/** @param {import('knex').Knex} knex */
export async function up(knex) {
  // The feed of changes walks it; the id settles the order of what changed in the same millisecond.
  await knex.schema.alterTable('products', (table) => {
    table.index(['updated_at', 'id'], 'products_changed');
  });
}

/** @param {import('knex').Knex} knex */
export async function down(knex) {
  await knex.schema.alterTable('products', (table) => {
    table.dropIndex(['updated_at', 'id'], 'products_changed');
  });
}
