/** @param {import('knex').Knex} knex */
export async function up(knex) {
  // Only once it is old may a row be forgotten: no cart of then is left that could be sold again.
  await knex.raw(`ALTER TABLE sold_carts
    ADD COLUMN created_at datetime(3) NOT NULL DEFAULT current_timestamp(3),
    ADD INDEX sold_carts_created_at (created_at)`);
}

/** @param {import('knex').Knex} knex */
export async function down(knex) {
  await knex.raw('ALTER TABLE sold_carts DROP INDEX sold_carts_created_at, DROP COLUMN created_at');
}
