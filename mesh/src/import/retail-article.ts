import type { Goods } from './goods.ts';
import { internalBarcode } from './internal-barcode.ts';
import type { RetailSale } from './retail-line.ts';
import { titleCase } from './title-case.ts';

/** How many codes came under more than one spelling, description or price. */
export interface Merged {
  spellings: number;
  descriptions: number;
  prices: number;
}

interface Article {
  code: string;
  firstLine: number;
  lines: number;
  quantity: number;
  spellings: Set<string>;
  descriptions: Map<string, number>;
  prices: Map<number, number>;
}

/** Gathers sales by stock code; memory grows with the codes and their distinct prices, not with the lines. */
export function articleCollector() {
  const articles = new Map<string, Article>();
  return {
    add: (sale: RetailSale, line: number) => {
      const code = sale.writtenCode.toUpperCase();
      const article = articles.get(code) ?? newArticle(code, line);
      articles.set(code, article);
      article.lines += 1;
      article.quantity += sale.quantity;
      article.spellings.add(sale.writtenCode);
      count(article.descriptions, sale.description);
      count(article.prices, sale.priceCents);
    },
    finish: (): { goods: Goods[]; merged: Merged } => {
      const all = [...articles.values()];
      return {
        goods: all.map(toGoods),
        merged: {
          spellings: all.filter(({ spellings }) => spellings.size > 1).length,
          descriptions: all.filter(({ descriptions }) => descriptions.size > 1).length,
          prices: all.filter(({ prices }) => prices.size > 1).length,
        },
      };
    },
  };
}

function newArticle(code: string, firstLine: number): Article {
  return {
    code,
    firstLine,
    lines: 0,
    quantity: 0,
    spellings: new Set(),
    descriptions: new Map(),
    prices: new Map(),
  };
}

function toGoods({ code, firstLine, lines, quantity, descriptions, prices }: Article): Goods {
  const nameEn = titleCase(mostFrequent(descriptions));
  const barcode = internalBarcode(code);
  return {
    product: {
      sku: code,
      ...(barcode === undefined ? {} : { barcode }),
      // The file knows no French, and an empty French name would leave receipts blank: the English one stands in.
      nameFr: nameEn,
      nameEn,
      category: 'general-merchandise',
      taxClass: 'taxable',
      priceCents: median(prices),
    },
    openingQuantity: quantity,
    lines,
    firstLine,
  };
}

function count<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** The first of those seen most often. */
function mostFrequent(counts: Map<string, number>): string {
  const [first] = [...counts].toSorted(([, a], [, b]) => b - a);
  return first?.[0] ?? '';
}

/** The lower median: a price that was really asked, which neither bulk discounts nor typing errors move far. */
function median(counts: Map<number, number>): number {
  const prices = [...counts].toSorted(([a], [b]) => a - b);
  const half = prices.reduce((total, [, times]) => total + times, 0) / 2;
  let passed = 0;
  for (const [price, times] of prices) {
    passed += times;
    if (passed >= half) return price;
  }
  return 0;
}
