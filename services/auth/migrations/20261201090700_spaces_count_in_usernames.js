// A collation that pads would find the user for its name with spaces behind it, while failures are counted by what was typed.
const keyOf = (collation) => (table) =>
  table.string('username_key', 64).notNullable().collate(collation).alter();

/** @param {import('knex').Knex} knex */
export async function up(knex) {
  await knex.schema.alterTable('users', keyOf('utf8mb4_nopad_bin'));
}

/** @param {import('knex').Knex} knex */
export async function down(knex) {
  await knex.schema.alterTable('users', keyOf('utf8mb4_bin'));
}
