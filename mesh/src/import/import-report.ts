import type { LinesSummary } from './account.ts';
import type { Delivered } from './deliver-goods.ts';
import { LEFT_REASONS } from './left-reasons.ts';
import type { Merged } from './retail-article.ts';

/** The closing account of one run, as `--json` prints it. */
export interface ImportReport extends Delivered {
  file: string;
  format: 'catalogue' | 'online-retail';
  dryRun: boolean;
  /** Code of the location whose stock was opened. */
  location?: string;
  /** Canadian dollars for one unit of the file's currency. */
  rate?: number;
  lines: LinesSummary;
  merged?: Merged;
  unusedColumns: string[];
  /** Why the run ended early, in one sentence. */
  failure?: string;
}

const number = new Intl.NumberFormat('en-CA');
const rateNumber = new Intl.NumberFormat('en-CA', { minimumFractionDigits: 2, maximumFractionDigits: 6 });
const LABEL_WIDTH = 46;

/** The account as a table for people. */
export function renderReport(report: ImportReport): string {
  const { lines } = report;
  return [
    `${report.file}: ${report.format}${report.dryRun ? ', dry run: nothing was written' : ''}`,
    row('lines read, without the header', lines.read),
    row('lines taken', lines.taken),
    row('lines left', lines.read - lines.taken),
    ...lines.left.flatMap(({ reason, code, lines: count, examples }) => [
      row(`  ${LEFT_REASONS[reason]}${code === undefined ? '' : ` (${code})`}`, count),
      ...examples.map(({ line, text }) => `      line ${line}: ${text}`),
    ]),
    ...(report.dryRun ? [] : deliveryRows(report)),
    ...mergedRows(report),
    ...report.unusedColumns.map((name) => `  column "${name}" was not used`),
    ...(report.failure === undefined ? [] : [`The run ended early: ${report.failure}`]),
    '',
  ].join('\n');
}

function deliveryRows({ products, openings, location }: ImportReport): string[] {
  return [
    row('products created', products.created),
    row('products updated', products.updated),
    row('products unchanged', products.unchanged),
    ...(location === undefined
      ? ['  no stock was opened: there is no store yet']
      : [
          row(`stock opened at ${location}`, openings.opened),
          row('stock already open, left as it is', openings.exists),
          ...(openings.refused === 0 ? [] : [row('stock refused by the stock service', openings.refused)]),
        ]),
  ];
}

function mergedRows({ merged, rate }: ImportReport): string[] {
  if (merged === undefined) return [];
  return [
    row('codes in capitals and small letters, merged', merged.spellings),
    row('codes under several descriptions, merged', merged.descriptions),
    row('codes under several prices, merged', merged.prices),
    '  name: the most frequent description, in French too, because the file has no other',
    `  price: the median asked, at ${rateNumber.format(rate ?? 0)} CAD a pound; stock: all units sold`,
  ];
}

function row(label: string, count: number): string {
  return `  ${label.padEnd(LABEL_WIDTH)}${number.format(count).padStart(10)}`;
}
