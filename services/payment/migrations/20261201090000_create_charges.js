/** @param {import('knex').Knex} knex */
export async function up(knex) {
  await knex.schema.createTable('charges', (table) => {
    table.specificType('id', 'uuid').primary();
    table.specificType('reference', 'uuid').notNullable().index();
    table.specificType('location_id', 'uuid').nullable();
    table.specificType('customer_id', 'uuid').nullable();
    table.bigint('amount_cents').notNullable();
    table.string('means', 8).nullable();
    table.specificType('last4', 'char(4)').nullable();
    table.specificType('gift_card', 'char(64) character set ascii collate ascii_bin').nullable();
    table.string('status', 9).notNullable();
    // What the provider knows this attempt by: the charge's own id at a till, a new one each time a customer tries.
    table.specificType('provider_key', 'uuid').nullable();
    table.string('authorization', 40).nullable();
    table.string('decline_code', 40).nullable();
    // The provider was told, or is about to be told, to take nothing any more and to give back what it took.
    table.string('closing', 7).nullable();
    table.string('refund_reason', 200).nullable();
    // The request that asked: its trace, who asked, and the idempotency key that waits for the answer.
    table.text('origin').nullable();
    // Since when only the provider knows what became of it; null when we know too. Recovery walks this index.
    table.datetime('unsettled_since', { precision: 3 }).nullable().index();
    table.integer('version').unsigned().notNullable();
    table.datetime('created_at', { precision: 3 }).notNullable();
    table.datetime('updated_at', { precision: 3 }).notNullable();
    table.index(['status']);
    table.check('amount_cents >= 0', [], 'amount_not_negative');
  });
}

/** @param {import('knex').Knex} knex */
export async function down(knex) {
  await knex.schema.dropTable('charges');
}
