import type { Product } from '@comptoir/contracts/http/product';
import type { DBSchema, IDBPDatabase } from 'idb';
import { openDB } from 'idb';
import type { ParkedCart, WaitingSale } from './kept.ts';

interface Schema extends DBSchema {
  products: { key: string; value: Product };
  /** Where the copy of the catalogue stands: the cursor of its feed. */
  marks: { key: string; value: string };
  outbox: { key: string; value: WaitingSale };
  parked: { key: string; value: ParkedCart };
}

let opened: Promise<IDBPDatabase<Schema>> | undefined;

/** What this browser keeps when there is no network, and through reloads and crashes. */
export function database(): Promise<IDBPDatabase<Schema>> {
  opened ??= openDB<Schema>('comptoir', 1, {
    upgrade: (fresh) => {
      fresh.createObjectStore('products', { keyPath: 'id' });
      fresh.createObjectStore('marks');
      fresh.createObjectStore('outbox', { keyPath: 'id' });
      fresh.createObjectStore('parked', { keyPath: 'id' });
    },
    // A newer version of the app in another tab: let it through, this one asks again when it needs to.
    blocking: (_current, _blocked, event) => {
      (event.target as IDBDatabase).close();
      opened = undefined;
    },
  });
  return opened;
}
