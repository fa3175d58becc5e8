import type { Account } from './account.ts';
import type { Goods } from './goods.ts';
import type { Rate } from './money.ts';
import type { CsvFile } from './open-csv.ts';
import { articleCollector } from './retail-article.ts';
import type { Merged } from './retail-article.ts';
import { parseRetailLine } from './retail-line.ts';
import type { RetailField } from './retail-line.ts';

/**
 * Reads a whole file of invoice lines and makes one product of each stock code. Nothing is returned before the
 * last line is read: an opening stock is set once, so it must not be the sum of half a file.
 */
export async function retailGoods(
  csv: CsvFile,
  account: Account,
  rate: Rate,
  afterBlock: () => void,
): Promise<{ goods: Goods[]; merged: Merged }> {
  const position = new Map(csv.columns.map((name, index) => [name, index]));
  const articles = articleCollector();

  for await (const rows of csv.rows) {
    account.read(rows.length);
    for (const row of rows) {
      if ('problem' in row) {
        account.leave(row.problem, row);
        continue;
      }
      const field: RetailField = (column) => row.fields[position.get(column) ?? -1] ?? '';
      const sale = parseRetailLine(field, rate);
      if (typeof sale === 'string') account.leave(sale, row);
      else articles.add(sale, row.line);
    }
    afterBlock();
  }

  return articles.finish();
}
