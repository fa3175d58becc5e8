/** @param {import('knex').Knex} knex */
export async function up(knex) {
  await knex.schema.createTable('gift_cards', (table) => {
    // SHA-256 of the code: whoever reads this table cannot shop with it.
    table.specificType('code_hash', 'char(64) character set ascii collate ascii_bin').primary();
    table.bigint('balance_cents').notNullable();
    table.datetime('created_at', { precision: 3 }).notNullable();
    table.datetime('updated_at', { precision: 3 }).notNullable();
    // The last guard behind every UPDATE: money that is not there is never spent (lesson 13).
    table.check('balance_cents >= 0', [], 'balance_not_negative');
  });
}

/** @param {import('knex').Knex} knex */
export async function down(knex) {
  await knex.schema.dropTable('gift_cards');
}
