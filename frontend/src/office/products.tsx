import type { Product } from '@comptoir/contracts/http/product';
import { useState } from 'preact/hooks';
import type { Page } from '../api/page.ts';
import { call } from '../api/session.ts';
import { number } from '../i18n/format.ts';
import { language, named, t } from '../i18n/language.ts';
import { query } from '../router.ts';
import { categoryName } from '../shop/categories.ts';
import { pageInAddress, setFilters } from '../ui/filters.ts';
import { Choice } from '../ui/inputs.tsx';
import { announce } from '../ui/live.tsx';
import { Loading, useLoad } from '../ui/load.tsx';
import { Pages } from '../ui/pages.tsx';
import { SearchBox } from '../ui/search-box.tsx';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { ProductDialog } from './product-dialog.tsx';
import { ProductsTable } from './products-table.tsx';
import { productTexts } from './texts.ts';
import { useCategories } from '../shop/use-categories.ts';
import '../ui/forms.css';
import '../ui/tables.css';
import './office.css';

const SIZE = 25;

type Task = { of: 'create' } | { of: 'edit' | 'retire'; product: Product };

/** The catalogue as the head office keeps it. The API lists what is on sale; what was retired is gone from here. */
export function OfficeProducts() {
  const [task, setTask] = useState<Task>();
  const [changes, setChanges] = useState(0);
  const page = pageInAddress();
  const sort = query.value.get('sort') ?? (language.value === 'fr' ? 'nameFr' : 'nameEn');
  const wanted = new URLSearchParams({ page: String(page), size: String(SIZE), sort });
  for (const name of ['search', 'category']) {
    const value = query.value.get(name) ?? '';
    if (value !== '') wanted.set(name, value);
  }
  // Browser and gateway keep a list for seconds; who has just changed it wants to see that.
  if (changes > 0) wanted.set('fresh', `${Date.now()}`);
  const products = useLoad(
    (signal) => call<Page<Product>>(`/api/products?${wanted}`, { signal }),
    [page, sort, query.value.get('search'), query.value.get('category'), changes],
  );
  const changed = () => setChanges((last) => last + 1);

  return (
    <main id="content" class="page">
      <div class="page-head">
        <h1>{t(productTexts.title)}</h1>
        <button type="button" class="primary" onClick={() => setTask({ of: 'create' })}>
          {t(productTexts.add)}
        </button>
      </div>
      <Finder sort={sort} />
      <Loading of={products}>
        {({ items, total }) => (
          <>
            <p class="soft" role="status">
              {t(total === 0 ? productTexts.nothing : productTexts.found, { total: number(total) })}
            </p>
            {total > 0 && (
              <ProductsTable products={items} onTask={(of, product) => setTask({ of, product })} />
            )}
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
      {task !== undefined && <Doing task={task} onClose={() => setTask(undefined)} onChanged={changed} />}
    </main>
  );
}

function Doing({ task, onClose, onChanged }: { task: Task; onClose(): void; onChanged(): void }) {
  if (task.of === 'create') return <ProductDialog onClose={onClose} onSaved={onChanged} />;
  const { product } = task;
  if (task.of === 'edit') return <ProductDialog product={product} onClose={onClose} onSaved={onChanged} />;
  const name = named(product);
  return (
    <ConfirmDialog
      title={t(productTexts.retireOf, { name })}
      text={t(productTexts.retireText)}
      action={t(productTexts.retireAction)}
      onClose={onClose}
      send={async () => {
        await call(`/api/products/${product.id}`, { method: 'DELETE' });
        announce(t(productTexts.retired, { name }));
        onChanged();
        onClose();
      }}
    />
  );
}

function Finder({ sort }: { sort: string }) {
  return (
    <form class="finder" role="search" onSubmit={(event) => event.preventDefault()}>
      <SearchBox label={t(productTexts.search)} hint={t(productTexts.searchHint)} />
      <Choice
        label={t(productTexts.category)}
        value={query.value.get('category') ?? ''}
        onValue={(category) => setFilters({ category, page: '' })}
        options={[
          { value: '', text: t(productTexts.everyCategory) },
          ...useCategories().map((value) => ({ value, text: categoryName(value) })),
        ]}
      />
      <Choice
        label={t(productTexts.order)}
        value={sort}
        onValue={(value) => setFilters({ sort: value, page: '' })}
        options={[
          { value: language.value === 'fr' ? 'nameFr' : 'nameEn', text: t(productTexts.byName) },
          { value: 'sku', text: t(productTexts.bySku) },
          { value: '-createdAt', text: t(productTexts.newest) },
        ]}
      />
    </form>
  );
}
