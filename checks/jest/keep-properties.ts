/** Remembers an object's own properties; the function given back puts them as they were. */
export function keepProperties(object: object): () => void {
  const property = (key: PropertyKey) => Object.getOwnPropertyDescriptor(object, key);
  const kept = new Map(Reflect.ownKeys(object).map((key) => [key, property(key)]));
  return () => {
    for (const key of new Set([...Reflect.ownKeys(object), ...kept.keys()])) {
      const [before, now] = [kept.get(key), property(key)];
      if (now?.value === before?.value && now?.get === before?.get) continue;
      if (before) Object.defineProperty(object, key, before);
      else Reflect.deleteProperty(object, key);
    }
  };
}
