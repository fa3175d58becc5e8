import type { locationsUpsert, locationsUpserted } from '@comptoir/contracts/http/location';
import { locationType } from '@comptoir/contracts/http/location';
import type { openingsRequest, openingsAnswer } from '@comptoir/contracts/http/stock';
import type { taxClass } from '@comptoir/contracts/primitives';
import { z } from 'zod';

export type Role = 'clerk' | 'manager' | 'headOffice' | 'logistics' | 'supplier' | 'customer' | 'operator';
export type LocationType = z.infer<typeof locationType>;
export type TaxClass = z.infer<typeof taxClass>;

export interface UserInput {
  username: string;
  password: string;
  role: Role;
  locationId?: string;
  displayName: string;
}

export type LocationInput = z.infer<typeof locationsUpsert>['locations'][number];

export interface ProductInput {
  sku: string;
  barcode?: string;
  nameFr: string;
  nameEn: string;
  category: string;
  taxClass: TaxClass;
  priceCents: number;
}

export type OpeningInput = z.infer<typeof openingsRequest>['openings'][number];

export interface GiftCardInput {
  code: string;
  balanceCents: number;
}

const itemsOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item) });

export const usersAnswer = itemsOf(z.object({ username: z.string(), created: z.boolean() }));
export const locationList = itemsOf(z.object({ id: z.string(), code: z.string(), type: locationType }));
export const productsAnswer = itemsOf(
  z.object({ id: z.string(), sku: z.string(), outcome: z.enum(['created', 'updated', 'unchanged']) }),
);

export type UserAnswer = z.infer<typeof usersAnswer>['items'][number];
export type LocationAnswer = z.infer<typeof locationsUpserted>['items'][number];
export type ListedLocation = z.infer<typeof locationList>['items'][number];
export type ProductAnswer = z.infer<typeof productsAnswer>['items'][number];
export type OpeningAnswer = z.infer<typeof openingsAnswer>['items'][number];
