import { defineEvent } from '../event.ts';
import { product } from '../http/product.ts';

/** The whole product as it now is: a listener needs no second question, and an older version is ignored. */
export const productCreated = defineEvent('product.created.v1', product);
export const productChanged = defineEvent('product.changed.v1', product);
export const productRetired = defineEvent('product.retired.v1', product);
