/** @param {import('knex').Knex} knex */
export async function up(knex) {
  await knex.schema.createTable('register_refunds', (table) => {
    // What a cancelled sale took out of the session that was open at its register; often not the one it was made in.
    table.specificType('sale_id', 'uuid').primary();
    table.specificType('session_id', 'uuid').notNullable().index();
    table.bigint('cash_cents').notNullable();
    table.bigint('card_cents').notNullable();
    table.bigint('gift_card_cents').notNullable();
  });
}

/** @param {import('knex').Knex} knex */
export async function down(knex) {
  await knex.schema.dropTable('register_refunds');
}
