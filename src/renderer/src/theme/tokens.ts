/** @file The few colours and measures everything is drawn with. Strategy colours live with the vocabulary in shared/domain. */

/** A neutral ground, one accent (pine), hairlines instead of shadows. Text pairs reach contrast 4.5 in both schemes. */
export const palettes = {
  light: {
    ground: '#f7f7f5',
    paper: '#ffffff',
    sunken: '#f1f1ee',
    ink: '#1b1d1f',
    inkMuted: '#575b61',
    hairline: '#e2e2dd',
    hairlineStrong: '#8a8d90',
    accent: '#1d5c58',
    accentStrong: '#154744',
    accentWash: '#e6f0ee',
    onAccent: '#ffffff',
    danger: '#a3262a',
    dangerWash: '#fbeceb',
    warning: '#7d4f00',
    warningWash: '#fbf2df',
    success: '#20633a',
    successWash: '#e8f3ea',
    highlight: '#fff0b3',
  },
  dark: {
    ground: '#131416',
    paper: '#1a1c1e',
    sunken: '#212326',
    ink: '#e9e9e6',
    inkMuted: '#a6a9ae',
    hairline: '#2e3134',
    hairlineStrong: '#777b80',
    accent: '#7fc9c0',
    accentStrong: '#a5ddd6',
    accentWash: '#1d3331',
    onAccent: '#0d2422',
    danger: '#f2918c',
    dangerWash: '#3a2121',
    warning: '#e3b55f',
    warningWash: '#362b17',
    success: '#82c997',
    successWash: '#1c3023',
    highlight: '#5b4c12',
  },
} as const;

export type SchemeName = keyof typeof palettes;

export const railWidthPx = { open: 212, closed: 60 } as const;

/** Running text of a dialogue: about 70 characters a line. */
export const dialogueText = { fontSize: '1rem', lineHeight: 1.65, maxWidth: '70ch', textWrap: 'pretty' } as const;

export const fontFamily = "'Inter Variable', Inter, system-ui, sans-serif";
export const monospaceFamily = "ui-monospace, 'SF Mono', 'Cascadia Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace";
