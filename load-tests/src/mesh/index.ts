export { createSessions, readAccounts, type Account, type Session } from './accounts.ts';
export { askAll, createSend, type Call, type Reply, type Send } from './api.ts';
export { productShape, registerShape, type Product } from './shapes.ts';
export { cashRoundingCents, totalsOf } from './totals.ts';
