/** Between two evaluations of what objectives count: the distance of the samples that windows add up. */
export const EVALUATED_EVERY_SECONDS = 15;
