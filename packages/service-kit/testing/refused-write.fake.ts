/** What a fake transaction throws where the database would refuse a queued write. */
export function refusedWrite(): Error {
  return Object.assign(new Error('Duplicate entry'), { code: 'ER_DUP_ENTRY' });
}
