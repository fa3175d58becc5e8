import { defineEvent } from '../event.ts';
import { locationWithRegisters } from '../http/location.ts';

/** The whole location as it now is, with its registers: a listener needs no second question, and an older version is ignored. */
export const locationCreated = defineEvent('location.created.v1', locationWithRegisters);
export const locationChanged = defineEvent('location.changed.v1', locationWithRegisters);
