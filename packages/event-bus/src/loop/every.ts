/** A clock for one chore: true when `ms` have passed since it last said so; the first time at once. */
export function every(ms: number): () => boolean {
  let next = 0;
  return () => {
    const now = performance.now();
    if (now < next) return false;
    next = now + ms;
    return true;
  };
}
