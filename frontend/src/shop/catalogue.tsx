import type { Product } from '@comptoir/contracts/http/product';
import { useEffect, useState } from 'preact/hooks';
import { request } from '../api/http.ts';
import type { Page } from '../api/page.ts';
import { money, number } from '../i18n/format.ts';
import { language, named, t } from '../i18n/language.ts';
import { navigate, query } from '../router.ts';
import { Field } from '../ui/field.tsx';
import { Loading, useLoad } from '../ui/load.tsx';
import { Pages } from '../ui/pages.tsx';
import { useSettled } from '../ui/settled.ts';
import { categoryName } from './categories.ts';
import { shopTexts } from './texts.ts';
import './shop.css';

const SIZE = 24;

/** Browsing for everybody. What is looked for stands in the address, so that it can be sent to a friend. */
export function Catalogue() {
  const [typed, setTyped] = useState(query.peek().get('search') ?? '');
  const search = useSettled(typed, 200);
  const category = query.value.get('category') ?? '';
  const sort = query.value.get('sort') ?? (language.value === 'fr' ? 'nameFr' : 'nameEn');
  const page = Number(query.value.get('page') ?? 1);
  useEffect(() => {
    if (search !== (query.peek().get('search') ?? '')) change({ search, page: '' });
  }, [search]);

  const wanted = new URLSearchParams({ page: String(page), size: String(SIZE), sort });
  if (search.trim() !== '') wanted.set('search', search.trim());
  if (category !== '') wanted.set('category', category);
  const products = useLoad(
    (signal) => request<Page<Product>>(`/api/products?${wanted}`, { signal }),
    [String(wanted)],
  );

  const categories = useLoad(
    (signal) => request<{ items: { category: string }[] }>('/api/products/categories', { signal }),
    [],
  );

  return (
    <main id="content" class="page">
      <h1>{t(shopTexts.title)}</h1>
      <form class="filters" role="search" onSubmit={(event) => event.preventDefault()}>
        <Field label={t(shopTexts.search)} hint={t(shopTexts.searchHint)}>
          {(control) => (
            <input
              {...control}
              type="search"
              value={typed}
              onInput={(event) => setTyped(event.currentTarget.value)}
            />
          )}
        </Field>
        <Field label={t(shopTexts.category)}>
          {(control) => (
            <select
              {...control}
              value={category}
              onChange={(event) => change({ category: event.currentTarget.value, page: '' })}
            >
              <option value="">{t(shopTexts.everyCategory)}</option>
              {categories.data?.items.map((each) => (
                <option key={each.category} value={each.category}>
                  {categoryName(each.category)}
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
              onChange={(event) => change({ sort: event.currentTarget.value, page: '' })}
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
              <Pages page={page} size={SIZE} total={total} onPage={(to) => change({ page: String(to) })} />
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

/** Writes filters into the address; an empty one leaves it. */
function change(filters: Record<string, string>): void {
  const next = new URLSearchParams(query.peek());
  for (const [name, value] of Object.entries(filters)) {
    if (value === '') next.delete(name);
    else next.set(name, value);
  }
  navigate(`/?${next}`, { replace: true });
}
