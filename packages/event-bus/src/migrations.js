/**
 * Tables of the event bus, for a service's own migrations: one DDL in each (lesson 19).
 * @typedef {import('knex').Knex} Knex
 */

/**
 * Events written with the change they tell of. `published_at` is null until a relay has put the event on the stream;
 * the index finds those, and those old enough to forget.
 * @param {Knex} knex
 */
export async function createOutbox(knex) {
  await knex.raw(`CREATE TABLE outbox (
    position bigint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY,
    type varchar(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    envelope mediumtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    created_at datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    published_at datetime(3) NULL,
    KEY outbox_published_at (published_at)
  ) ENGINE=InnoDB`);
}

/**
 * Ids of the events a consumer has taken, each in the transaction of its effect.
 * @param {Knex} knex
 */
export async function createInbox(knex) {
  await knex.raw(`CREATE TABLE inbox (
    event_id uuid NOT NULL,
    consumer varchar(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    claimed_at datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    PRIMARY KEY (event_id, consumer),
    KEY inbox_claimed_at (claimed_at)
  ) ENGINE=InnoDB`);
}

/**
 * Who relays now, how far the stream is known to reach, and how far a replay of the outbox has come.
 * @param {Knex} knex
 */
export async function createRelayLease(knex) {
  await knex.raw(`CREATE TABLE relay_lease (
    source varchar(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
    owner varchar(128) CHARACTER SET ascii COLLATE ascii_bin NULL,
    expires_at datetime(3) NOT NULL,
    stream_head varchar(41) CHARACTER SET ascii COLLATE ascii_bin NULL,
    replay_position bigint unsigned NULL,
    replay_until bigint unsigned NULL
  ) ENGINE=InnoDB`);
}
