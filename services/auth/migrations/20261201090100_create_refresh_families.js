/** @param {import('knex').Knex} knex */
export async function up(knex) {
  // One row is one sign-in: all refresh tokens that followed from it, of which only the newest is kept, as a digest.
  await knex.schema.createTable('refresh_families', (table) => {
    table.specificType('id', 'uuid').primary();
    table.specificType('user_id', 'uuid').notNullable().references('id').inTable('users');
    table.specificType('digest', 'char(64) character set ascii collate ascii_bin').notNullable();
    table.datetime('created_at', { precision: 3 }).notNullable();
    table.datetime('rotated_at', { precision: 3 }).notNullable();
    table.datetime('expires_at', { precision: 3 }).notNullable().index();
    table.datetime('revoked_at', { precision: 3 }).nullable();
  });
}

/** @param {import('knex').Knex} knex */
export async function down(knex) {
  await knex.schema.dropTable('refresh_families');
}
