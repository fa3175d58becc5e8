import type { GiftCardInput, LocationInput, Role } from './internal-shapes.ts';

export interface DemoPerson {
  username: string;
  role: Role;
  /** Code of the shop a clerk or a manager works at. */
  location?: string;
  displayName: string;
}

export interface DemoChain {
  locations: LocationInput[];
  people: DemoPerson[];
  giftCards: GiftCardInput[];
}
