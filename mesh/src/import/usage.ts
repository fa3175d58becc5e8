import { parseArgs } from 'node:util';
import { typingProblem } from '../command-line.ts';
import { MeshError } from '../mesh-error.ts';
import { parseRate } from './money.ts';
import type { Rate } from './money.ts';

export const USAGE = `Usage: npm run import -- <catalogue.csv | online-retail.csv.gz> [options]

Loads products, prices and an opening stock. Run it again at will: products are updated by SKU, and a stock that
is open stays as it is.

  --location CODE   where the opening stock goes (default: the first store in order of code)
  --rate 1.70       Canadian dollars for a pound (online-retail files only; default 1.70)
  --dry-run         read and account for every line, write nothing
  --json            print the account as JSON

A catalogue has the columns sku,nameFr,nameEn,category,taxClass,priceCents and, if you like, barcode,openingStock,
in any order. An online-retail file has InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country.
Both may be gzipped.
`;

/** The command was typed wrong; the message says how. */
export class UsageProblem extends MeshError {}

export interface ImportOptions {
  file: string;
  location?: string;
  /** Only when it was typed: a catalogue is in dollars already. */
  rate?: Rate;
  dryRun: boolean;
  json: boolean;
}

/** What the arguments ask for; `help` when they ask for the usage. Throws UsageProblem. */
export function parseImportArguments(argv: string[]): ImportOptions | 'help' {
  const { values, positionals } = parse(argv);
  if (values.help) return 'help';

  const [file, ...others] = positionals;
  if (file === undefined) throw new UsageProblem('Which file?');
  if (others.length > 0) throw new UsageProblem('One file at a time.');
  const rate = values.rate === undefined ? undefined : parseRate(values.rate);
  if (values.rate !== undefined && rate === undefined) {
    throw new UsageProblem(`--rate takes a number above zero like 1.70, not ${values.rate}.`);
  }
  return {
    file,
    ...(values.location === undefined ? {} : { location: values.location }),
    ...(rate === undefined ? {} : { rate }),
    dryRun: values['dry-run'],
    json: values.json,
  };
}

function parse(argv: string[]) {
  try {
    return parseArgs({
      args: argv,
      allowPositionals: true,
      options: {
        location: { type: 'string' },
        rate: { type: 'string' },
        'dry-run': { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false, short: 'h' },
      },
    });
  } catch (error) {
    throw new UsageProblem(`${typingProblem(error)}.`, { cause: error });
  }
}
