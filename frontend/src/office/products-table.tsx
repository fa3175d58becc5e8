import type { Product } from '@comptoir/contracts/http/product';
import { money } from '../i18n/format.ts';
import { named, t } from '../i18n/language.ts';
import { categoryName } from '../shop/categories.ts';
import { officeTexts, productTexts } from './texts.ts';

interface ProductsTableProps {
  products: Product[];
  onTask(of: 'edit' | 'retire', product: Product): void;
}

export function ProductsTable({ products, onTask }: ProductsTableProps) {
  return (
    <div class="scroll" role="region" aria-label={t(productTexts.title)} tabIndex={0}>
      <table class="list folding">
        <thead>
          <tr>
            <th scope="col">{t(productTexts.name)}</th>
            <th scope="col" class="amount">
              {t(productTexts.price)}
            </th>
            <th scope="col">{t(productTexts.tax)}</th>
            <th scope="col">{t(productTexts.category)}</th>
            <th scope="col">
              <span class="unseen">{t(officeTexts.actions)}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {products.map((product) => (
            <Row key={product.id} product={product} onTask={(of) => onTask(of, product)} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ product, onTask }: { product: Product; onTask(of: 'edit' | 'retire'): void }) {
  const name = named(product);
  return (
    <tr>
      <th scope="row" class="named">
        {name} <span class="soft">{product.sku}</span>
      </th>
      <td class="amount">{money(product.priceCents)}</td>
      <td>{t(productTexts[product.taxClass])}</td>
      <td>{categoryName(product.category)}</td>
      <td>
        <div class="row-actions">
          <button type="button" aria-label={t(officeTexts.editOf, { name })} onClick={() => onTask('edit')}>
            {t(officeTexts.edit)}
          </button>
          <button
            type="button"
            class="danger"
            aria-label={t(productTexts.retireOf, { name })}
            onClick={() => onTask('retire')}
          >
            {t(productTexts.retire)}
          </button>
        </div>
      </td>
    </tr>
  );
}
