import type { Location } from '../api/locations.ts';
import { locations } from '../api/locations.ts';
import type { Product } from '@comptoir/contracts/http/product';
import { request } from '../api/http.ts';
import type { Page } from '../api/page.ts';
import { Problem } from '../api/problem.ts';
import { call, user } from '../api/session.ts';
import { money, number } from '../i18n/format.ts';
import { named, t } from '../i18n/language.ts';
import { Loading, useLoad } from '../ui/load.tsx';
import { categoryName } from './categories.ts';
import { shopTexts } from './texts.ts';
import './shop.css';

const LOW = 5;

export function ProductPage({ params }: { params: Record<string, string> }) {
  const id = params['id'] ?? '';
  const product = useLoad((signal) => found(id, signal), [id]);
  return (
    <main id="content" class="page">
      <p>
        <a href="/">{t(shopTexts.back)}</a>
      </p>
      <Loading of={product}>
        {(known) =>
          known === null ? <p class="notice warn">{t(shopTexts.notFound)}</p> : <Facts product={known} />
        }
      </Loading>
    </main>
  );
}

async function found(id: string, signal: AbortSignal): Promise<Product | null> {
  try {
    return await request<Product>(`/api/products/${encodeURIComponent(id)}`, { signal });
  } catch (error) {
    if (error instanceof Problem && (error.status === 404 || error.status === 422)) return null;
    throw error;
  }
}

function Facts({ product }: { product: Product }) {
  return (
    <>
      <div class="card stack">
        <span class="soft">{categoryName(product.category)}</span>
        <h1>{named(product)}</h1>
        {!product.active && <p class="notice warn">{t(shopTexts.retired)}</p>}
        <p class="row">
          <span class="big-price">{money(product.priceCents)}</span>
          <span class="soft">{t(shopTexts[product.taxClass])}</span>
        </p>
        <dl class="product-facts">
          <dt>{t(shopTexts.sku)}</dt>
          <dd>{product.sku}</dd>
          {product.barcode !== null && (
            <>
              <dt>{t(shopTexts.barcode)}</dt>
              <dd class="numeric">{product.barcode}</dd>
            </>
          )}
        </dl>
      </div>
      <section class="stack">
        <h2>{t(shopTexts.availability)}</h2>
        {user.value === undefined ? (
          <p class="card">
            <a href={`/sign-in?to=/products/${product.id}`}>{t(shopTexts.signInForStock)}</a>
          </p>
        ) : (
          <Availability productId={product.id} />
        )}
      </section>
    </>
  );
}

function Availability({ productId }: { productId: string }) {
  const levels = useLoad(
    async (signal) => {
      const [shops, { items }] = await Promise.all([
        locations('store', signal),
        call<Page<{ locationId: string; available: number }>>(`/api/stock?productId=${productId}&size=100`, {
          signal,
        }),
      ]);
      const units = new Map(items.map(({ locationId, available }) => [locationId, available]));
      return shops.map((shop) => ({ shop, available: units.get(shop.id) ?? 0 }));
    },
    [productId],
  );
  return (
    <Loading of={levels}>
      {(known) => (
        <div class="scroll">
          <table class="list">
            <thead>
              <tr>
                <th scope="col">{t(shopTexts.place)}</th>
                <th scope="col">{t(shopTexts.availability)}</th>
              </tr>
            </thead>
            <tbody>
              {known.map(({ shop, available }) => (
                <Shop key={shop.id} shop={shop} available={available} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Loading>
  );
}

function Shop({ shop, available }: { shop: Location; available: number }) {
  const [tone, text] =
    available === 0
      ? (['bad', shopTexts.out] as const)
      : available <= LOW
        ? (['warn', shopTexts.low] as const)
        : (['good', shopTexts.inStock] as const);
  return (
    <tr>
      <td>
        {shop.name}
        {shop.city !== null && <span class="soft"> · {shop.city}</span>}
      </td>
      <td>
        <span class={`badge ${tone}`}>{t(text, { units: number(available) })}</span>
      </td>
    </tr>
  );
}
