import { z } from 'zod';

const DEFAULT_SIZE = 20;
const MAX_SIZE = 100;

/** `?page=1&size=20&sort=-priceCents,name` of a list; `sortable` names the fields that may be sorted by. */
export const pageQuery = <Field extends string>(sortable: readonly [Field, ...Field[]]) =>
  z.object({
    page: z.coerce.number().int().min(1).max(100_000).default(1),
    size: z.coerce.number().int().min(1).max(MAX_SIZE).default(DEFAULT_SIZE),
    sort: z
      .string()
      .optional()
      .transform((value) => (value === undefined || value === '' ? [] : value.split(',')))
      .pipe(
        z.array(
          z
            .string()
            .transform(parseSort)
            .pipe(z.object({ field: z.enum(sortable), descending: z.boolean() })),
        ),
      ),
  });

function parseSort(term: string): { field: string; descending: boolean } {
  return term.startsWith('-')
    ? { field: term.slice(1), descending: true }
    : { field: term, descending: false };
}

/** One page of a list, with how many there are in all. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), page: z.int(), size: z.int(), total: z.int() });
