const PATIENCE_MS = 500;

/** What the broker answers, or null when it does not within a moment: a story is told with what is known without it. */
export async function orNothing<T>(asked: Promise<T>): Promise<T | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const patience = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), PATIENCE_MS);
  });
  try {
    return await Promise.race([asked.catch(() => null), patience]);
  } finally {
    clearTimeout(timer);
  }
}
