/** What a fake transaction throws where the database would refuse a queued write: its key is taken. */
export function refusedWrite(): Error {
  return Object.assign(new Error('Duplicate entry'), { code: 'ER_DUP_ENTRY' });
}

/** The same where a CHECK of the table forbids it. */
export function violatedCheck(): Error {
  return Object.assign(new Error('CONSTRAINT failed'), { errno: 4025 });
}
