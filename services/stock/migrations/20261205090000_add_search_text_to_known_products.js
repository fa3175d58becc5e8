/** @param {import('knex').Knex} knex */
export async function up(knex) {
  // LIKE over the names' own collation missed `boeuf` in `bœuf`. Folded text as bytes, as the catalogue keeps it.
  // A default, because replicas of the version before go on writing rows without it.
  await knex.raw(`ALTER TABLE known_products ADD COLUMN search_text varbinary(4000) NOT NULL DEFAULT ''`);
}

/** @param {import('knex').Knex} knex */
export async function down(knex) {
  await knex.raw('ALTER TABLE known_products DROP COLUMN search_text');
}
