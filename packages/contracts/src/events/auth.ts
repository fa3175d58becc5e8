import { defineEvent } from '../event.ts';
import { user } from '../http/auth.ts';

/** The user as they now are, and never a secret: an older version is ignored. */
export const userCreated = defineEvent('user.created.v1', user);
export const userChanged = defineEvent('user.changed.v1', user);
export const userDeleted = defineEvent('user.deleted.v1', user);
