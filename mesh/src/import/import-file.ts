import { InternalCallFailed } from '../seed/internal-call-failed.ts';
import type { InternalClient } from '../seed/internal-client.ts';
import { createAccount } from './account.ts';
import type { Account } from './account.ts';
import { catalogueGoods } from './catalogue-goods.ts';
import { chooseLocation } from './choose-location.ts';
import { deliverGoods, emptyDelivery } from './deliver-goods.ts';
import type { DeliverGoods, Delivered } from './deliver-goods.ts';
import { fileFormat } from './file-format.ts';
import type { Goods } from './goods.ts';
import type { ImportReport } from './import-report.ts';
import { openCsv, UnreadableFile } from './open-csv.ts';
import type { CsvFile } from './open-csv.ts';
import type { ProgressLine } from './progress-line.ts';
import { retailGoods } from './retail-goods.ts';
import type { Merged } from './retail-article.ts';
import { UsageProblem } from './usage.ts';
import type { ImportOptions } from './usage.ts';

export interface ImportFilePorts {
  connect: () => Promise<InternalClient>;
  progress: ProgressLine;
}

const DEFAULT_RATE = { millionths: 1_700_000 };
const ENOUGH_TO_SEND = 500;

/**
 * Reads a file into the mesh and returns the account of it, with `failure` when it had to stop half-way. Throws
 * UsageProblem or UnreadableFile before anything is written.
 */
export async function importFile(options: ImportOptions, ports: ImportFilePorts): Promise<ImportReport> {
  const csv = await openCsv(options.file);
  const { kind, unusedColumns } = fileFormat(options.file, csv.columns);
  if (kind === 'catalogue' && options.rate !== undefined) {
    throw new UsageProblem('--rate is for online-retail files; a catalogue is in Canadian cents.');
  }
  const rate = options.rate ?? DEFAULT_RATE;
  const account = createAccount();
  const totals = emptyDelivery();
  const { deliver, location } = await destination(options, ports, account, totals);

  const read = kind === 'catalogue' ? importCatalogue : importRetail;
  const outcome = await read({ csv, account, deliver, rate, progress: ports.progress }).catch(failureOf);
  account.leaveRest('notSent');
  ports.progress.end();
  return {
    file: options.file,
    format: kind,
    dryRun: options.dryRun,
    ...(location === undefined ? {} : { location }),
    ...(kind === 'catalogue' ? {} : { rate: rate.millionths / 1_000_000 }),
    lines: account.summary(),
    ...totals,
    ...outcome,
    unusedColumns,
  };
}

async function destination(
  { dryRun, location: wanted }: ImportOptions,
  { connect }: ImportFilePorts,
  account: Account,
  totals: Delivered,
): Promise<{ deliver: DeliverGoods; location?: string }> {
  if (dryRun) {
    return { deliver: async (goods) => goods.forEach(({ lines }) => account.take(lines)) };
  }
  const client = await connect();
  const location = chooseLocation(await client.listLocations(), wanted);
  const deliver = deliverGoods({ client, locationId: location?.id, account, totals });
  return { deliver, ...(location === undefined ? {} : { location: location.code }) };
}

interface Reading {
  csv: CsvFile;
  account: Account;
  deliver: DeliverGoods;
  rate: { millionths: number };
  progress: ProgressLine;
}

async function importCatalogue({ csv, account, deliver, progress }: Reading): Promise<object> {
  let waiting: Goods[] = [];
  for await (const goods of catalogueGoods(csv, account)) {
    waiting.push(...goods);
    progress.show('reading and sending', csv.progress());
    if (waiting.length < ENOUGH_TO_SEND) continue;
    await deliver(waiting, () => undefined);
    waiting = [];
  }
  await deliver(waiting, () => undefined);
  return {};
}

async function importRetail({ csv, account, deliver, rate, progress }: Reading): Promise<{ merged: Merged }> {
  const { goods, merged } = await retailGoods(csv, account, rate, () =>
    progress.show('reading', csv.progress()),
  );
  await deliver(goods, (done) => progress.show('sending', done / goods.length));
  return { merged };
}

function failureOf(error: unknown): { failure: string } {
  if (error instanceof InternalCallFailed || error instanceof UnreadableFile)
    return { failure: error.message };
  throw error;
}
