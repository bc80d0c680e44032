/** @file How the lines of a chart differ: eight colours that hold up without red or green, each also with a dash, so that none is told by colour alone. */

export interface CurveLook {
  readonly light: string;
  readonly dark: string;
  /** Lengths of stroke and gap in pixels; empty for a whole line. */
  readonly dash: readonly number[];
}

/** After Okabe and Ito (2008), darkened and lightened until they stand out on either ground. */
const hues = [
  { light: '#0064a8', dark: '#6db7ee' },
  { light: '#b54400', dark: '#f39a5f' },
  { light: '#007353', dark: '#4cc9a0' },
  { light: '#94407a', dark: '#e4a0c6' },
  { light: '#8a6100', dark: '#e5b84a' },
  { light: '#147394', dark: '#83d0ea' },
  { light: '#545d6c', dark: '#b4bdca' },
  { light: '#656c00', dark: '#c9d16a' },
] as const;

const dashes: readonly (readonly number[])[] = [[], [7, 3], [2, 3], [9, 3, 2, 3]];

/** Two lines differ in colour or dash up to the 32nd; neighbours in both. */
export function curveLook(index: number): CurveLook {
  const { light, dark } = hues[index % hues.length] ?? hues[0];
  const dash = dashes[(index + Math.floor(index / hues.length)) % dashes.length] ?? [];
  return { light, dark, dash };
}
