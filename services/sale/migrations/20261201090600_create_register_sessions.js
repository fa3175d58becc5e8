/** @param {import('knex').Knex} knex */
export async function up(knex) {
  // A register has one open session at most: `open_register_id` is its id while `closed_at` is not set, and is unique.
  await knex.raw(`CREATE TABLE register_sessions (
    id uuid NOT NULL PRIMARY KEY,
    location_id uuid NOT NULL,
    register_id uuid NOT NULL,
    till varchar(16) NOT NULL,
    opened_by varchar(64) NOT NULL,
    opened_at datetime(3) NOT NULL,
    opening_float_cents bigint NOT NULL,
    closed_at datetime(3) NULL,
    closed_by varchar(64) NULL,
    counted_cents bigint NULL,
    figures text NULL,
    open_register_id uuid AS (IF(closed_at IS NULL, register_id, NULL)) STORED,
    UNIQUE KEY register_sessions_open (open_register_id),
    KEY register_sessions_location (location_id, opened_at)
  ) ENGINE=InnoDB`);
}

/** @param {import('knex').Knex} knex */
export async function down(knex) {
  await knex.schema.dropTable('register_sessions');
}
