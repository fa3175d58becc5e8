/** Sends items a batch at a time, in order, and returns all answers. `sent` is called with the running total. */
export async function inBatches<Item, Answer>(
  items: Item[],
  size: number,
  send: (batch: Item[]) => Promise<Answer[]>,
  sent: (done: number) => void,
): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (let start = 0; start < items.length; start += size) {
    const batch = items.slice(start, start + size);
    answers.push(...(await send(batch)));
    sent(start + batch.length);
  }
  return answers;
}
