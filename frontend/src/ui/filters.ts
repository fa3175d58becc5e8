import { navigate, path, query } from '../router.ts';

/** Writes filters into the address of the page, so that it can be kept and sent; an empty one leaves it. */
export function setFilters(filters: Readonly<Record<string, string>>): void {
  const next = new URLSearchParams(query.peek());
  for (const [name, value] of Object.entries(filters)) {
    if (value === '') next.delete(name);
    else next.set(name, value);
  }
  navigate(`${path.peek()}?${next}`, { replace: true });
}

/** Page of a list that the address asks for. */
export const pageInAddress = (): number => Math.max(1, Math.trunc(Number(query.value.get('page') ?? 1)) || 1);
