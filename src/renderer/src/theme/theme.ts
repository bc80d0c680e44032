/** @file The quiet MUI theme: no ripples, no capitals, hairlines for edges, a visible focus ring. Both schemes as CSS variables. */
import { createTheme, type ColorSystemOptions, type ThemeOptions } from '@mui/material';
import { componentStyles } from './component-styles';
import { fontFamily, palettes, type SchemeName } from './tokens';

declare module '@mui/material' {
  interface Palette {
    /** Edges: between things, around a control, and the wash behind what is chosen. */
    hairline: string;
    hairlineStrong: string;
    sunken: string;
    wash: { accent: string; danger: string; warning: string; success: string };
    highlight: string;
  }
  interface PaletteOptions {
    hairline: string;
    hairlineStrong: string;
    sunken: string;
    wash: { accent: string; danger: string; warning: string; success: string };
    highlight: string;
  }
}

export const theme = createTheme({
  cssVariables: { colorSchemeSelector: 'data-color-scheme', cssVarPrefix: 'solace' },
  colorSchemes: { light: { palette: paletteOf('light') }, dark: { palette: paletteOf('dark') } },
  shape: { borderRadius: 6 },
  spacing: 8,
  breakpoints: { values: { xs: 0, sm: 720, md: 1100, lg: 1440, xl: 1800 } },
  typography: typography(),
  transitions: { create: () => 'none' },
  components: componentStyles,
});

function paletteOf(scheme: SchemeName): ColorSystemOptions['palette'] {
  const colors = palettes[scheme];
  return {
    mode: scheme,
    primary: { main: colors.accent, dark: colors.accentStrong, light: colors.accent, contrastText: colors.onAccent },
    error: { main: colors.danger },
    warning: { main: colors.warning },
    success: { main: colors.success },
    info: { main: colors.accent },
    text: { primary: colors.ink, secondary: colors.inkMuted },
    background: { default: colors.ground, paper: colors.paper },
    divider: colors.hairline,
    hairline: colors.hairline,
    hairlineStrong: colors.hairlineStrong,
    sunken: colors.sunken,
    wash: { accent: colors.accentWash, danger: colors.dangerWash, warning: colors.warningWash, success: colors.successWash },
    highlight: colors.highlight,
  };
}

function typography(): NonNullable<ThemeOptions['typography']> {
  return {
    fontFamily,
    fontSize: 14,
    htmlFontSize: 16,
    fontWeightMedium: 550,
    fontWeightBold: 650,
    h1: { fontSize: '1.5rem', lineHeight: 1.25, fontWeight: 620, letterSpacing: '-0.014em' },
    h2: { fontSize: '1.0625rem', lineHeight: 1.35, fontWeight: 600, letterSpacing: '-0.008em' },
    h3: { fontSize: '0.9375rem', lineHeight: 1.4, fontWeight: 600, letterSpacing: '-0.004em' },
    body1: { fontSize: '0.9375rem', lineHeight: 1.55, letterSpacing: '-0.009em' },
    body2: { fontSize: '0.875rem', lineHeight: 1.5, letterSpacing: '-0.006em' },
    caption: { fontSize: '0.8125rem', lineHeight: 1.45, letterSpacing: '-0.003em' },
    button: { fontSize: '0.875rem', fontWeight: 550, letterSpacing: 0, textTransform: 'none' },
  };
}
