import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { openInternalClient } from '../seed/internal-client.ts';
import { startFakeMesh } from '../seed/test/fake-mesh.ts';
import type { FakeMesh } from '../seed/test/fake-mesh.ts';
import { runImport } from './run-import.ts';

const FIXTURES = join(import.meta.dirname, 'fixtures');
const CATALOGUE = join(FIXTURES, 'dirty-catalogue.csv');
const RETAIL = join(FIXTURES, 'dirty-retail.csv');
const HEADER = 'sku,nameFr,nameEn,category,taxClass,priceCents,openingStock';

let mesh: FakeMesh;
beforeEach(async () => {
  mesh = await startFakeMesh();
  const client = await connect();
  await client.putLocations([
    { code: 'SHE1', name: 'Deux-Rivières', type: 'store', registers: [] },
    { code: 'MTL1', name: 'Plateau', type: 'store', registers: [] },
    { code: 'LOG1', name: 'Rive', type: 'logistics', registers: [] },
  ]);
});
afterEach(() => mesh.close());

const connect = () => openInternalClient(mesh.address, () => Promise.resolve());

async function run(...argv: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await runImport(argv, {
    connect,
    cwd: mesh.folder,
    out: { write: (text) => out.push(text) },
    err: { write: (text) => err.push(text) },
  });
  return { code, out: out.join(''), err: err.join('') };
}

const report = z.looseObject({
  lines: z.object({
    read: z.number(),
    taken: z.number(),
    left: z.array(
      z.object({
        reason: z.string(),
        code: z.string().optional(),
        lines: z.number(),
        examples: z.array(z.object({ line: z.number(), text: z.string() })),
      }),
    ),
  }),
  failure: z.string().optional(),
});
async function runJson(...argv: string[]) {
  const { code, out, err } = await run(...argv, '--json');
  const account = report.parse(JSON.parse(out));
  const left = Object.fromEntries(account.lines.left.map(({ reason, lines }) => [reason, lines]));
  return { code, err, account, left };
}
const expectBooksToBalance = ({ lines }: z.infer<typeof report>) =>
  expect(lines.left.reduce((total, { lines: count }) => total + count, lines.taken)).toBe(lines.read);

async function fileWith(name: string, content: string | Buffer): Promise<string> {
  await writeFile(join(mesh.folder, name), content);
  return name;
}
const manyProducts = (count: number) =>
  Array.from(
    { length: count },
    (_, index) => `SKU-${index},Nom ${index},Name ${index},pantry,taxable,${100 + index},${index + 1}`,
  );

describe('a catalogue', () => {
  test('is taken but for its bad lines, each left for one reason and shown', async () => {
    const { code, account, left } = await runJson(CATALOGUE);

    expect(code).toBe(0);
    expect(account.lines).toMatchObject({ read: 20, taken: 4 });
    expectBooksToBalance(account);
    expect(left).toEqual({
      blankLine: 1,
      invalidBarcode: 1,
      duplicateSku: 1,
      duplicateBarcode: 1,
      unknownTaxClass: 1,
      invalidNumber: 2,
      priceNotPositive: 1,
      missingField: 1,
      invalidSku: 1,
      wrongColumnCount: 2,
      fieldTooLong: 1,
      brokenQuotes: 1,
      controlCharacter: 1,
      wrongEncoding: 1,
    });
    expect(account).toMatchObject({
      format: 'catalogue',
      location: 'MTL1',
      products: { created: 4, updated: 0, unchanged: 0 },
      openings: { opened: 3, exists: 0, refused: 0 },
      unusedColumns: ['shelf'],
    });
    expect([...mesh.products.keys()]).toEqual(['TEA-1', 'CUP-9', 'CAF-2', 'LIV-1']);
    expect(mesh.products.get('CUP-9')).toMatchObject({ nameFr: 'Tasse, bleue "Mer"', priceCents: 849 });
    expect([...mesh.openings]).toEqual([
      ['MTL1 TEA-1', 40],
      ['MTL1 CAF-2', 25],
      ['MTL1 LIV-1', 5],
    ]);
  });

  test('shows where a bad line is without letting its bytes reach the terminal', async () => {
    const { out } = await run(CATALOGUE);

    expect(out).toContain('line 18: TEA-14,,Tisane ·[2J,Herbal tea');
    expect(out).not.toContain('\u001b');
    expect(out).toContain('column "shelf" was not used');
    expect(out).toMatch(/lines read, without the header +20\n +lines taken +4\n +lines left +16\n/);
  });

  test('run again changes nothing; with a new price it updates the product and leaves the stock', async () => {
    await run(CATALOGUE);
    const dearer = (await readFile(CATALOGUE, 'latin1')).replace(',599,40,', ',649,999,');
    const file = await fileWith('dearer.csv', Buffer.from(dearer, 'latin1'));

    const again = await runJson(CATALOGUE);
    const changed = await runJson(file);

    expect(again.account).toMatchObject({
      products: { created: 0, updated: 0, unchanged: 4 },
      openings: { opened: 0, exists: 3 },
    });
    expect(changed.account).toMatchObject({
      products: { created: 0, updated: 1, unchanged: 3 },
      openings: { opened: 0, exists: 3 },
    });
    expect(mesh.products.get('TEA-1')?.priceCents).toBe(649);
    expect(mesh.openings.get('MTL1 TEA-1')).toBe(40);
  });

  test('of a French spreadsheet, with semicolons and columns in another order, is understood', async () => {
    const file = await fileWith(
      'fr.csv',
      'nameEn;nameFr;sku;priceCents;taxClass;category\nTea;"Thé; vert";TEA-1;599;zeroRated;drinks\n',
    );

    const { code } = await run(file);

    expect(code).toBe(0);
    expect(mesh.products.get('TEA-1')).toMatchObject({ nameFr: 'Thé; vert', nameEn: 'Tea', priceCents: 599 });
    expect(mesh.openings.size).toBe(0);
  });

  test('opens its stock where the operator says', async () => {
    const { account } = await runJson(CATALOGUE, '--location', 'she1');

    expect(account).toMatchObject({ location: 'SHE1' });
    expect([...mesh.openings.keys()]).toContain('SHE1 TEA-1');
  });

  test('a product the service refuses is left with the service’s reason, and those beside it are taken', async () => {
    const barcode = '2199000000016';
    const old = {
      sku: 'OLD-1',
      barcode,
      nameFr: 'Vieux',
      nameEn: 'Old',
      category: 'pantry',
      priceCents: 100,
    };
    await (await connect()).putProducts([{ ...old, taxClass: 'taxable' }]);
    const others = manyProducts(40).map((row) => row.replace(',', ',,'));
    const clashing = `TEA-1,${barcode},Thé vert,Green tea,drinks,zeroRated,599,40`;
    const file = await fileWith(
      'clash.csv',
      [HEADER.replace(',', ',barcode,'), ...others.slice(0, 20), clashing, ...others.slice(20)].join('\n'),
    );

    const { code, account } = await runJson(file);

    expect(code).toBe(0);
    expect(account.lines).toMatchObject({ read: 41, taken: 40 });
    expect(account.lines.left).toEqual([
      {
        reason: 'refused',
        code: 'product.barcode_taken',
        lines: 1,
        examples: [{ line: 22, text: 'TEA-1 Green tea' }],
      },
    ]);
    expect(mesh.openings.size).toBe(40);
  });

  test('of thousands of lines goes in batches, and is completed by the next run when the mesh dies half-way', async () => {
    const file = await fileWith('many.csv', [HEADER, ...manyProducts(2_345)].join('\n'));
    mesh.cutAfter(4);

    const cut = await runJson(file);
    mesh.mend();
    const completed = await runJson(file);

    expect(cut.code).toBe(1);
    expect(cut.account.failure).toBe('product cannot be reached: is the mesh running?');
    expectBooksToBalance(cut.account);
    expect(cut.left['notSent']).toBeGreaterThan(0);
    expect(completed.account).toMatchObject({ lines: { read: 2_345, taken: 2_345, left: [] } });
    expect(mesh.products.size).toBe(2_345);
    expect(mesh.openings.size).toBe(2_345);
    expect([...mesh.openings.values()].reduce((total, units) => total + units, 0)).toBe((2_345 * 2_346) / 2);
  });

  test('is read and accounted for without a mesh in a dry run', async () => {
    const before = mesh.requests();

    const { code, account } = await runJson(CATALOGUE, '--dry-run');

    expect(code).toBe(0);
    expect(account).toMatchObject({ dryRun: true, lines: { read: 20, taken: 4 } });
    expect(mesh.requests()).toBe(before);
  });
});

describe('an online-retail file', () => {
  test('becomes one product for each code, with what was left told by reason', async () => {
    const { code, account, left } = await runJson(RETAIL);

    expect(code).toBe(0);
    expect(account.lines).toMatchObject({ read: 21, taken: 7 });
    expectBooksToBalance(account);
    expect(left).toEqual({
      cancellation: 2,
      notGoods: 4,
      noDescription: 1,
      clerkNote: 3,
      priceNotPositive: 1,
      quantityNotPositive: 1,
      invalidNumber: 1,
      wrongColumnCount: 1,
    });
    expect(account).toMatchObject({
      format: 'online-retail',
      rate: 1.7,
      merged: { spellings: 1, descriptions: 1, prices: 1 },
      products: { created: 4 },
      openings: { opened: 4 },
    });
  });

  test('takes the most frequent description, the median price and the sum of what was sold', async () => {
    await run(RETAIL);

    expect(mesh.products.get('85123A')).toEqual({
      sku: '85123A',
      barcode: '2985123010007',
      nameFr: 'White Hanging Heart T-Light Holder',
      nameEn: 'White Hanging Heart T-Light Holder',
      category: 'general-merchandise',
      taxClass: 'taxable',
      priceCents: 502,
    });
    expect(mesh.openings.get('MTL1 85123A')).toBe(88);
    expect(mesh.products.get('DCGS0003')).not.toHaveProperty('barcode');
  });

  test('gzipped and at another rate gives the same goods at other prices', async () => {
    const file = await fileWith('retail.csv.gz', gzipSync(await readFile(RETAIL)));

    const { account } = await runJson(file, '--rate', '2');

    expect(account.lines).toMatchObject({ read: 21, taken: 7 });
    expect(mesh.products.get('85123A')?.priceCents).toBe(590);
  });

  test('that ends too early writes nothing, because a stock is opened once', async () => {
    const whole = gzipSync(
      (await readFile(RETAIL, 'utf8')) +
        '536365,22752,SET 7,2,2010-12-01 08:26:00,7.65,1,UK\n'.repeat(20_000),
      { level: 0 },
    );
    const file = await fileWith('torn.csv.gz', whole.subarray(0, whole.length / 2));

    const { code, account } = await runJson(file);

    expect(code).toBe(1);
    expect(account.failure).toMatch(/is damaged or ends too early/);
    expect(account.lines.taken).toBe(0);
    expectBooksToBalance(account);
    expect([mesh.products.size, mesh.openings.size]).toEqual([0, 0]);
  });
});

describe('what cannot be done is one sentence and an exit code', () => {
  test.each([
    [[], 2, 'Which file?'],
    [['a.csv', 'b.csv'], 2, 'One file at a time.'],
    [['missing.csv'], 2, 'missing.csv cannot be opened (ENOENT).'],
    [['.'], 2, 'cannot be opened (EISDIR).'],
    [[CATALOGUE, '--fast'], 2, "Unknown option '--fast'"],
    [[RETAIL, '--rate', '1,70'], 2, '--rate takes a number above zero like 1.70, not 1,70.'],
    [[CATALOGUE, '--rate', '1.70'], 2, '--rate is for online-retail files'],
    [[CATALOGUE, '--location', 'PAR1'], 2, 'There is no location PAR1; there are LOG1, MTL1, SHE1.'],
  ])('%j ends with %i: %s', async (argv, expected, sentence) => {
    const { code, err } = await run(...argv);

    expect(code).toBe(expected);
    expect(err).toContain(sentence);
    expect(mesh.products.size).toBe(0);
  });

  test.each([
    ['', 'is empty.'],
    ['name,price\nTea,5\n', 'is neither a catalogue nor an online-retail file'],
    ['sku,nameFr,nameEn,taxClass\nTEA,a,b,taxable\n', 'its first line lacks category, priceCents.'],
    ['sku,sku,nameFr\n', 'has the column "sku" twice.'],
  ])('a file like %j ends with 1', async (content, sentence) => {
    const { code, err } = await run(await fileWith('wrong.csv', content));

    expect(code).toBe(1);
    expect(err).toContain(sentence);
  });

  test('a file of which nothing can be taken ends with 1', async () => {
    const { code, account } = await runJson(
      await fileWith('bad.csv', `${HEADER}\nTEA,Thé,Tea,drinks,free,1,1\n`),
    );

    expect(code).toBe(1);
    expect(account.lines).toMatchObject({ read: 1, taken: 0 });
  });

  test('a mesh that does not answer ends with 1', async () => {
    mesh.cutAfter(0);

    const { code, err } = await run(CATALOGUE);

    expect(code).toBe(1);
    expect(err).toContain('location cannot be reached: is the mesh running?');
  });

  test('--help prints the usage and ends with 0', async () => {
    const { code, out } = await run('--help');

    expect(code).toBe(0);
    expect(out).toContain('Usage: npm run import');
  });
});
