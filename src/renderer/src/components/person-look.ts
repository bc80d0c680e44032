/** @file How a person looks beside their name: a colour that follows the scheme, and initials, so that none is told by the colour alone. */
import type { PersonColour } from '#shared/contracts/people';

/** Hues after Okabe and Ito (2008), darkened and lightened to reach text contrast on either ground. */
const hues: Readonly<Record<PersonColour, { light: string; dark: string }>> = {
  blue: { light: '#005a94', dark: '#6db7ee' },
  orange: { light: '#a63f00', dark: '#f39a5f' },
  green: { light: '#00694b', dark: '#4cc9a0' },
  purple: { light: '#8a3a6a', dark: '#e4a0c6' },
  red: { light: '#a3262a', dark: '#f2918c' },
  teal: { light: '#10647f', dark: '#83d0ea' },
  brown: { light: '#7f5a00', dark: '#e5b84a' },
  grey: { light: '#4f5866', dark: '#b4bdca' },
};

export function personColor(colour: PersonColour): string {
  return `light-dark(${hues[colour].light}, ${hues[colour].dark})`;
}

/** Of the first and the last word: "Ada Lovelace" is AL. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/u);
  const letters = words.length < 2 ? [words[0]] : [words[0], words.at(-1)];
  return letters.map((word) => firstLetterOf(word ?? '')).join('').toUpperCase();
}

function firstLetterOf(word: string): string {
  const code = word.codePointAt(0);
  return code === undefined ? '' : String.fromCodePoint(code);
}
