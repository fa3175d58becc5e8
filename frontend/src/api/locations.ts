import { call } from './session.ts';

export interface Location {
  id: string;
  code: string;
  name: string;
  type: 'store' | 'logistics' | 'headOffice';
  address: string | null;
  city: string | null;
  active: boolean;
  version: number;
}

/** Places of the chain that are open, by type; a chain has hundreds at most. */
export async function locations(type: Location['type'] | '', signal?: AbortSignal): Promise<Location[]> {
  const wanted = new URLSearchParams({ size: '100', ...(type === '' ? {} : { type }) });
  const { items } = await call<{ items: Location[] }>(
    `/api/locations?${wanted}`,
    signal === undefined ? {} : { signal },
  );
  return items.filter(({ active }) => active);
}
