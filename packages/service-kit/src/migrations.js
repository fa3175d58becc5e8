/**
 * The table behind `idempotencyStore`, for a service's own migration: one DDL (lesson 19).
 * @param {import('knex').Knex} knex
 */
export async function createIdempotencyKeys(knex) {
  await knex.schema.createTable('idempotency_keys', (table) => {
    table.string('owner', 64).notNullable().collate('ascii_bin');
    table.string('idempotency_key', 255).notNullable().collate('ascii_bin');
    table.specificType('fingerprint', 'char(64) character set ascii collate ascii_bin').notNullable();
    table.smallint('status').unsigned().nullable();
    table.text('body', 'mediumtext').nullable();
    table.datetime('created_at', { precision: 3 }).notNullable().index();
    table.primary(['owner', 'idempotency_key']);
  });
}
