export type Labels = Readonly<Record<string, string>>;

/** One value of now. */
export interface Sample {
  labels: Labels;
  value: number;
}

/** Values over time, as [unix seconds, value]. */
export interface Series {
  labels: Labels;
  points: [number, number][];
}

/** A rule that found something, as Prometheus tells of it. */
export interface Alert {
  state: 'firing' | 'pending';
  since: Date;
  labels: Labels;
  annotations: Labels;
}

/** The value of the sample that has these labels. */
export function valueOf(samples: readonly Sample[], labels: Labels): number | undefined {
  const wanted = Object.entries(labels);
  return samples.find((sample) => wanted.every(([name, value]) => sample.labels[name] === value))?.value;
}

/** Fills `{{label}}` of a legend; a label that is not there leaves nothing. */
export function legendOf(legend: string, labels: Labels): string {
  return legend.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => labels[name] ?? '');
}
