/** @param {import('knex').Knex} knex */
export async function up(knex) {
  await knex.schema.createTable('receipt_counters', (table) => {
    // `MTL1-02`: a till. Its row is locked by the transaction that completes a sale, so numbers have no gap and no repeat.
    table.string('till', 16).primary();
    table.bigint('last_number').unsigned().notNullable();
  });
}

/** @param {import('knex').Knex} knex */
export async function down(knex) {
  await knex.schema.dropTable('receipt_counters');
}
