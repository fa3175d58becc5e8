/** @param {import('knex').Knex} knex */
export async function up(knex) {
  await knex.schema.createTable('signing_keys', (table) => {
    // 1, 2, 3…: of replicas that make the next key at the same time, the primary key lets one succeed.
    table.integer('generation').unsigned().primary();
    table.string('kid', 64).notNullable().collate('ascii_bin').unique({ indexName: 'signing_keys_kid' });
    // Coordinate of the public Ed25519 key, base64url as in a JWK.
    table.specificType('public_x', 'char(43) character set ascii collate ascii_bin').notNullable();
    // The private JWK, encrypted with AUTH_KEY_SECRET.
    table.specificType('sealed_private', 'varchar(500) character set ascii collate ascii_bin').notNullable();
    table.datetime('signs_from', { precision: 3 }).notNullable();
    table.datetime('created_at', { precision: 3 }).notNullable();
  });
}

/** @param {import('knex').Knex} knex */
export async function down(knex) {
  await knex.schema.dropTable('signing_keys');
}
