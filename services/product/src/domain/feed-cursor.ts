/** A place in the feed of changes: the product that was last changed at `at`, of those of one millisecond by id. */
export interface FeedPlace {
  at: Date;
  id: string;
}

export interface FeedCursor {
  /** Changes behind this place come next. */
  after: FeedPlace;
  /**
   * All changes up to here could be seen when the reader began to catch up. Kept from page to page until there is no
   * more, then the feed goes on from here at the latest: what was committed late, with an earlier time, comes then.
   */
  settledAt?: Date;
}

const NO_ID = '00000000-0000-0000-0000-000000000000';
const LAST_INSTANT_MS = Date.UTC(9999, 11, 31);
const WRITTEN = /^(\d{1,15}) ([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})(?: (\d{1,15}))?$/;

export const FEED_START: FeedCursor = { after: { at: new Date(0), id: NO_ID } };

/** Where the feed goes on behind `last`, the last change of a page of those that follow `cursor`; a page may be empty. */
export function nextCursor(
  { after }: FeedCursor,
  last: FeedPlace | undefined,
  settledAt: Date,
  more: boolean,
): FeedCursor {
  const reached = last ?? after;
  if (more) return { after: reached, settledAt };
  return { after: reached.at < settledAt ? reached : { at: settledAt, id: NO_ID } };
}

/** Opaque to clients: it may become something else. */
export function writeCursor({ after: { at, id }, settledAt }: FeedCursor): string {
  const parts = [at.getTime(), id, ...(settledAt === undefined ? [] : [settledAt.getTime()])];
  return Buffer.from(parts.join(' ')).toString('base64url');
}

/** Undefined for anything `writeCursor` did not write. */
export function readCursor(text: string): FeedCursor | undefined {
  const [, at, id, settledAt] = WRITTEN.exec(Buffer.from(text, 'base64url').toString()) ?? [];
  if (at === undefined || id === undefined) return undefined;
  if (Math.max(Number(at), Number(settledAt ?? 0)) > LAST_INSTANT_MS) return undefined;
  const after = { at: new Date(Number(at)), id };
  return settledAt === undefined ? { after } : { after, settledAt: new Date(Number(settledAt)) };
}
