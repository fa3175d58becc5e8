import type { Action, Person } from './person.ts';
import { act, any } from './person.ts';

const read = async (person: Person, what: string, path: string, token?: string): Promise<void> => {
  await act(person, { what, isWrite: false, send: () => person.shop.send(path, { token }) });
};

export const browse: Action = (person) => {
  const product = any(person.shop.products);
  const path = any([
    `/api/products/${product.id}`,
    `/api/products?search=${encodeURIComponent(product.nameFr.slice(0, 4))}`,
    `/api/products?page=${1 + Math.floor(Math.random() * 5)}&size=20`,
    ...(product.barcode ? [`/api/products/barcode/${product.barcode}`] : []),
  ]);
  return read(person, 'products', path);
};

export const lookAtStock: Action = (person) => {
  const { locationId, clerk } = person.post;
  const product = any(person.shop.products);
  const path = any([`/api/stock/${locationId}/${product.id}`, `/api/stock?locationId=${locationId}&size=20`]);
  return read(person, 'stock', path, clerk.token());
};

export const lookAtSales: Action = (person) => {
  const { locationId, manager } = person.post;
  return read(person, 'sales', `/api/sales?locationId=${locationId}&size=10`, manager.token());
};

export const whoAmI: Action = (person) => read(person, 'account', '/api/auth/me', person.post.clerk.token());

export const lookAtShop: Action = (person) => {
  const { locationId, clerk } = person.post;
  return read(person, 'shop', `/api/locations/${locationId}`, clerk.token());
};
