import { searchTextOf } from '@comptoir/search-text';

const ROWS_AT_ONCE = 500;

/** @param {import('knex').Knex} knex */
export async function up(knex) {
  // Filled by what will search it, not by a copy: whoever changes how text is folded fills the column anew.
  const products = await knex('known_products')
    .select('*', 'name_fr as nameFr', 'name_en as nameEn')
    .forUpdate();
  for (let first = 0; first < products.length; first += ROWS_AT_ONCE) {
    const rows = products.slice(first, first + ROWS_AT_ONCE).map(({ nameFr, nameEn, ...row }) => ({
      ...row,
      search_text: Buffer.from(searchTextOf({ ...row, nameFr, nameEn })),
    }));
    await knex('known_products').insert(rows).onConflict('product_id').merge(['search_text']);
  }
}

/** The column goes with the migration before. */
export async function down() {}
