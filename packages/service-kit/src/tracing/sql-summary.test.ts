import { expect, test } from '@jest/globals';
import { sqlSummary } from './sql-summary.ts';

test.each([
  ['SELECT `id`, `name` FROM sales WHERE id = ?', 'SELECT sales'],
  ['select count(*) from `products` where active = 1', 'SELECT products'],
  ['SELECT 1 FROM `information_schema`.`tables`', 'SELECT tables'],
  ['INSERT INTO outbox (type, envelope) VALUES (?, ?)', 'INSERT outbox'],
  ['insert ignore into inbox (a) values (?)', 'INSERT inbox'],
  ['UPDATE sagas SET state = ? WHERE id = ?', 'UPDATE sagas'],
  ['DELETE FROM outbox WHERE position <= ?', 'DELETE outbox'],
  [
    'INSERT INTO receipt_counters (till) VALUES (?) ON DUPLICATE KEY UPDATE n = n + 1 RETURNING n',
    'INSERT receipt_counters',
  ],
  [
    'BEGIN NOT ATOMIC START TRANSACTION; INSERT INTO sales (id) VALUES (?); UPDATE levels SET a = ?; UPDATE levels SET a = ?; COMMIT; END',
    'INSERT sales, 2 x UPDATE levels',
  ],
  ['COMMIT', 'COMMIT'],
  ['SET SESSION time_zone = ?', 'SET'],
])('%s', (text, summary) => {
  expect(sqlSummary(text)).toBe(summary);
});

test('a long list is cut', () => {
  const text = Array.from({ length: 9 }, (_, n) => `DELETE FROM t${n};`).join(' ');
  expect(sqlSummary(text)).toBe('DELETE t0, DELETE t1, DELETE t2, DELETE t3, DELETE t4, DELETE t5, …');
});
