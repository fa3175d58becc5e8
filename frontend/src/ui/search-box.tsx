import { useEffect, useState } from 'preact/hooks';
import { query } from '../router.ts';
import { Field } from './field.tsx';
import { setFilters } from './filters.ts';
import { useSettled } from './settled.ts';
import './forms.css';

/** What a person looks for goes into the address as `search` when they pause. */
export function SearchBox({ label, hint }: { label: string; hint?: string }) {
  const [typed, setTyped] = useState(query.peek().get('search') ?? '');
  const search = useSettled(typed.trim(), 200);
  useEffect(() => {
    if (search !== (query.peek().get('search') ?? '')) setFilters({ search, page: '' });
  }, [search]);
  return (
    <Field label={label} hint={hint}>
      {(control) => (
        <input
          {...control}
          type="search"
          value={typed}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}
