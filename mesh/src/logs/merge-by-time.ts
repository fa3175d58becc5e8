interface Timed {
  /** Epoch milliseconds. */
  at: number;
}

/** Merges sequences that are each in order of time into one; holds one item of each in memory. */
export async function* mergeByTime<T extends Timed>(
  sequences: readonly AsyncGenerator<T>[],
): AsyncGenerator<T> {
  const heads = new Map<AsyncGenerator<T>, T>();
  const advance = async (sequence: AsyncGenerator<T>) => {
    const next = await sequence.next();
    if (next.done) heads.delete(sequence);
    else heads.set(sequence, next.value);
  };
  await Promise.all(sequences.map(advance));
  while (heads.size > 0) {
    const [sequence, item] = earliest(heads);
    yield item;
    await advance(sequence);
  }
}

function earliest<K, T extends Timed>(heads: ReadonlyMap<K, T>): [K, T] {
  return [...heads].reduce((best, entry) => (entry[1].at < best[1].at ? entry : best));
}
