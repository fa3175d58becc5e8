import type { Account } from './account.ts';
import { parseCatalogueRow } from './catalogue-row.ts';
import type { FieldOf } from './catalogue-row.ts';
import type { BadRow, Row } from './csv-rows.ts';
import type { Goods } from './goods.ts';
import type { LeftReason } from './left-reasons.ts';
import type { CsvFile } from './open-csv.ts';

/** The goods of a catalogue as its lines are read; what is left goes to the account at once. */
export async function* catalogueGoods(csv: CsvFile, account: Account): AsyncGenerator<Goods[]> {
  const position = new Map(csv.columns.map((name, index) => [name, index]));
  const seen = { skus: new Set<string>(), barcodes: new Set<string>() };

  for await (const rows of csv.rows) {
    account.read(rows.length);
    const goods: Goods[] = [];
    for (const row of rows) {
      const taken = takeRow(row, position, seen);
      if (typeof taken === 'string') account.leave(taken, row);
      else goods.push(taken);
    }
    yield goods;
  }
}

function takeRow(
  row: Row | BadRow,
  position: Map<string, number>,
  seen: { skus: Set<string>; barcodes: Set<string> },
): Goods | LeftReason {
  if ('problem' in row) return row.problem;
  const field: FieldOf = (column) => row.fields[position.get(column) ?? -1]?.trim() ?? '';
  const parsed = parseCatalogueRow(field);
  if (typeof parsed === 'string') return parsed;

  const { sku, barcode } = parsed.product;
  // MariaDB compares text without regard to case, so `tea-1` and `TEA-1` are one SKU there.
  const key = sku.toLowerCase();
  if (seen.skus.has(key)) return 'duplicateSku';
  if (barcode !== undefined && seen.barcodes.has(barcode)) return 'duplicateBarcode';
  seen.skus.add(key);
  if (barcode !== undefined) seen.barcodes.add(barcode);
  return { ...parsed, lines: 1, firstLine: row.line };
}
