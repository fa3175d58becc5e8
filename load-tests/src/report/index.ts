export { some } from './some.ts';
