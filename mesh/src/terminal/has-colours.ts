/** Whether our reader sees colours: on a terminal that has them, unless told to do without (`NO_COLOR`, `TERM=dumb`). */
export const hasColours = (): boolean => process.stdout.isTTY && process.stdout.hasColors();
