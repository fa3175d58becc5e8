/** Sales that come within this time of each other share what they ask of a neighbour, in ms. */
export const SPACING_MS = 25;
