/** @param {import('knex').Knex} knex */
export async function up(knex) {
  await knex.schema.createTable('users', (table) => {
    table.specificType('id', 'uuid').primary();
    table.string('username', 64).notNullable();
    // The username in lower case. It stays taken after its user is deleted: history must not point at two people.
    table
      .string('username_key', 64)
      .notNullable()
      .collate('utf8mb4_bin')
      .unique({ indexName: 'users_username' });
    table.string('display_name', 120).notNullable();
    table.string('role', 12).notNullable();
    table.specificType('location_id', 'uuid').nullable();
    table.string('password_hash', 255).notNullable();
    table.boolean('active').notNullable().defaultTo(true);
    table.integer('version').unsigned().notNullable().defaultTo(1);
    table.datetime('created_at', { precision: 3 }).notNullable();
    table.datetime('updated_at', { precision: 3 }).notNullable();
    table.datetime('deleted_at', { precision: 3 }).nullable();
  });
}

/** @param {import('knex').Knex} knex */
export async function down(knex) {
  await knex.schema.dropTable('users');
}
