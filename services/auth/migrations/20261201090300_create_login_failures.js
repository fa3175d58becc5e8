/** @param {import('knex').Knex} knex */
export async function up(knex) {
  await knex.schema.createTable('login_failures', (table) => {
    // SHA-256 of what is counted (an account, an address, or both): bounded, whatever was typed as a username.
    table.specificType('subject', 'char(64) character set ascii collate ascii_bin').primary();
    table.integer('failures').unsigned().notNullable();
    table.tinyint('level').unsigned().notNullable();
    table.datetime('last_failed_at', { precision: 3 }).notNullable().index();
    table.datetime('blocked_until', { precision: 3 }).nullable();
  });
}

/** @param {import('knex').Knex} knex */
export async function down(knex) {
  await knex.schema.dropTable('login_failures');
}
