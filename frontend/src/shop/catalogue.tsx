import type { Product } from '@comptoir/contracts/http/product';
import { request } from '../api/http.ts';
import type { Page } from '../api/page.ts';
import { money, number } from '../i18n/format.ts';
import { language, named, t } from '../i18n/language.ts';
import { query } from '../router.ts';
import { Field } from '../ui/field.tsx';
import { pageInAddress, setFilters } from '../ui/filters.ts';
import { Loading, useLoad } from '../ui/load.tsx';
import { Pages } from '../ui/pages.tsx';
import { SearchBox } from '../ui/search-box.tsx';
import { categoryName } from './categories.ts';
import { shopTexts } from './texts.ts';
import { useCategories } from './use-categories.ts';
import './shop.css';

const SIZE = 24;

/** Browsing for everybody. What is looked for stands in the address, so that it can be sent to a friend. */
export function Catalogue() {
  const search = query.value.get('search') ?? '';
  const category = query.value.get('category') ?? '';
  const sort = query.value.get('sort') ?? (language.value === 'fr' ? 'nameFr' : 'nameEn');
  const page = pageInAddress();

  const wanted = new URLSearchParams({ page: String(page), size: String(SIZE), sort });
  if (search !== '') wanted.set('search', search);
  if (category !== '') wanted.set('category', category);
  const products = useLoad(
    (signal) => request<Page<Product>>(`/api/products?${wanted}`, { signal }),
    [String(wanted)],
  );

  const categories = useCategories();

  return (
    <main id="content" class="page">
      <h1>{t(shopTexts.title)}</h1>
      <form class="filters" role="search" onSubmit={(event) => event.preventDefault()}>
        <SearchBox label={t(shopTexts.search)} hint={t(shopTexts.searchHint)} />
        <Field label={t(shopTexts.category)}>
          {(control) => (
            <select
              {...control}
              value={category}
              onChange={(event) => setFilters({ category: event.currentTarget.value, page: '' })}
            >
              <option value="">{t(shopTexts.everyCategory)}</option>
              {categories.map((each) => (
                <option key={each} value={each}>
                  {categoryName(each)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={t(shopTexts.order)}>
          {(control) => (
            <select
              {...control}
              value={sort}
              onChange={(event) => setFilters({ sort: event.currentTarget.value, page: '' })}
            >
              <option value={language.value === 'fr' ? 'nameFr' : 'nameEn'}>{t(shopTexts.byName)}</option>
              <option value="priceCents">{t(shopTexts.cheapest)}</option>
              <option value="-priceCents">{t(shopTexts.dearest)}</option>
            </select>
          )}
        </Field>
      </form>
      <Loading of={products}>
        {({ items, total }) => (
          <>
            <p class="soft" role="status">
              {t(total === 0 ? shopTexts.nothing : shopTexts.results, { total: number(total) })}
            </p>
            <ul class="shelf">
              {items.map((product) => (
                <Offer key={product.id} product={product} />
              ))}
            </ul>
            {total > SIZE && (
              <Pages
                page={page}
                size={SIZE}
                total={total}
                onPage={(to) => setFilters({ page: String(to) })}
              />
            )}
          </>
        )}
      </Loading>
    </main>
  );
}

function Offer({ product }: { product: Product }) {
  return (
    <li>
      <a class="offer card" href={`/products/${product.id}`}>
        <span class="soft">{categoryName(product.category)}</span>
        <strong>{named(product)}</strong>
        <span class="price">{money(product.priceCents)}</span>
      </a>
    </li>
  );
}
