import type { Location } from '../api/locations.ts';
import { call, user } from '../api/session.ts';
import { useLoad } from '../ui/load.tsx';

/** Where the manager works; empty for nobody. */
export const shopId = (): string => user.value?.locationId ?? '';

/** Name of the shop, once it is known. */
export function useShopName(): string {
  const id = shopId();
  const shop = useLoad((signal) => call<Location>(`/api/locations/${id}`, { signal }), [id]);
  return shop.data === undefined ? '' : `${shop.data.code} · ${shop.data.name}`;
}
