/** Widths of bars and spaces of Code 128, by value: three bars and three spaces each, the stop has one bar more (ISO/IEC 15417). */
const WIDTHS =
  '212222222122222221121223121322131222122213122312132212221213221312231212112232122132122231113222123122123221223211221132221231213212223112312131311222321122321221312212322112322211212123212321232121111323131123131321112313132113132311211313231113231311112133112331132131113123113321133121313121211331231131213113213311213131311123311321331121312113312311332111314111221411431111111224111422121124121421141122141221112214112412122114122411142112142211241211221114413111241112134111111242121142121241114212124112124211411212421112421211212141214121412121111143111341131141114113114311411113411311113141114131311141411131211412211214211232';
const STOP = '2331112';
const START_B = 104;
/** Empty modules that must stay on both sides. */
const QUIET = 10;

/** Values of a text in code set B, with start and check symbol. Throws for what is not printable ASCII. */
export function code128Values(text: string): number[] {
  const values = [...text].map((character) => {
    const value = character.charCodeAt(0) - 32;
    if (value < 0 || value > 94) throw new Error(`Code 128 B has no ${JSON.stringify(character)}`);
    return value;
  });
  const sum = values.reduce((total, value, index) => total + value * (index + 1), START_B);
  return [START_B, ...values, sum % 103];
}

/** The barcode as SVG, one unit wide per module. */
export function code128Svg(text: string): string {
  const widths = [...code128Values(text).map((value) => WIDTHS.slice(value * 6, value * 6 + 6)), STOP].join(
    '',
  );
  let x = QUIET;
  let path = '';
  [...widths].forEach((digit, index) => {
    const width = Number(digit);
    if (index % 2 === 0) path += `M${x} 0h${width}v40h-${width}z`;
    x += width;
  });
  return `<svg class="barcode" viewBox="0 0 ${x + QUIET} 40" preserveAspectRatio="none" role="img" aria-label="${text}"><path d="${path}"/></svg>`;
}
