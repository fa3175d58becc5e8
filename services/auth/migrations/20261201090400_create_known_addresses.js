/** @param {import('knex').Knex} knex */
export async function up(knex) {
  // Where a user has signed in from: strangers who guess at an account do not lock its owner out there.
  await knex.schema.createTable('known_addresses', (table) => {
    table.specificType('user_id', 'uuid').notNullable().references('id').inTable('users');
    table.string('address', 64).notNullable().collate('utf8mb4_bin');
    table.datetime('seen_at', { precision: 3 }).notNullable().index();
    table.primary(['user_id', 'address']);
  });
}

/** @param {import('knex').Knex} knex */
export async function down(knex) {
  await knex.schema.dropTable('known_addresses');
}
