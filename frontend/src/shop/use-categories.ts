import { request } from '../api/http.ts';
import { useLoad } from '../ui/load.tsx';

/** Categories that have products on sale; none as long as they are not known. */
export function useCategories(): string[] {
  const categories = useLoad(
    (signal) => request<{ items: { category: string }[] }>('/api/products/categories', { signal }),
    [],
  );
  return categories.data?.items.map(({ category }) => category) ?? [];
}
