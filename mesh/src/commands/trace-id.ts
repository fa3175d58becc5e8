/** The trace id in what somebody typed, in small letters; it may stand inside a whole `traceparent`. undefined when there is none. */
export function traceIdIn(typed: string): string | undefined {
  return /(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])/i.exec(typed)?.[0].toLowerCase();
}
