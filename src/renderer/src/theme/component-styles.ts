/** @file How MUI's parts are quietened: defaults and style overrides by component. Colours come from the palette's CSS variables. */
import type { Components, Theme } from '@mui/material';
import { dialogueText, monospaceFamily } from './tokens';

type Styles = Components<Omit<Theme, 'components'>>;

const focusRing = { outline: '2px solid var(--solace-palette-primary-main)', outlineOffset: 2 } as const;
const hairline = '1px solid var(--solace-palette-hairline)';

const page: Styles = {
  MuiCssBaseline: {
    styleOverrides: {
      html: { height: '100%', scrollbarColor: 'var(--solace-palette-hairlineStrong) transparent' },
      body: { height: '100%', WebkitFontSmoothing: 'antialiased', overflow: 'hidden' },
      '#root': { height: '100%' },
      ':focus-visible': focusRing,
      'h1:focus, main:focus': { outline: 'none' },
      'code, kbd, pre': { fontFamily: monospaceFamily, fontSize: '0.92em' },
      mark: { backgroundColor: 'var(--solace-palette-highlight)', color: 'var(--solace-palette-text-primary)', borderRadius: 2, padding: '0 1px' },
      /** Not everywhere: Inter's tabular set also widens hyphens. */
      '.figures': { fontVariantNumeric: 'tabular-nums' },
      '.dialogue-text': dialogueText,
      '@media (prefers-reduced-motion: reduce)': { '*, *::before, *::after': { animationDuration: '0.01ms !important', animationIterationCount: '1 !important', transitionDuration: '0.01ms !important', scrollBehavior: 'auto !important' } },
    },
  },
  MuiPaper: { defaultProps: { elevation: 0 }, styleOverrides: { root: { backgroundImage: 'none' }, outlined: { border: hairline } } },
  MuiDivider: { styleOverrides: { root: { borderColor: 'var(--solace-palette-hairline)' } } },
  MuiLink: { defaultProps: { underline: 'hover' }, styleOverrides: { root: { textUnderlineOffset: '0.18em', textDecorationThickness: '1px' } } },
};

const controls: Styles = {
  MuiButtonBase: { defaultProps: { disableRipple: true, disableTouchRipple: true }, styleOverrides: { root: { '&.Mui-focusVisible, &:focus-visible': focusRing } } },
  MuiButton: {
    defaultProps: { disableElevation: true, size: 'small' },
    styleOverrides: {
      root: { minWidth: 0, borderRadius: 6, paddingInline: 12, paddingBlock: 5, lineHeight: 1.45, whiteSpace: 'nowrap' },
      outlined: { borderColor: 'var(--solace-palette-hairlineStrong)', color: 'var(--solace-palette-text-primary)', '&:hover': { backgroundColor: 'var(--solace-palette-sunken)' } },
      startIcon: { marginRight: 6 },
    },
  },
  MuiIconButton: { defaultProps: { size: 'small' }, styleOverrides: { root: { borderRadius: 6, padding: 6, color: 'var(--solace-palette-text-secondary)', '&:hover': { backgroundColor: 'var(--solace-palette-sunken)', color: 'var(--solace-palette-text-primary)' } } } },
  MuiTextField: { defaultProps: { size: 'small' } },
  MuiSelect: { defaultProps: { size: 'small' } },
  MuiOutlinedInput: {
    styleOverrides: {
      root: { backgroundColor: 'var(--solace-palette-background-paper)', borderRadius: 6, fontSize: '0.875rem', '&.Mui-focused .MuiOutlinedInput-notchedOutline': { borderWidth: 2 } },
      notchedOutline: { borderColor: 'var(--solace-palette-hairlineStrong)' },
      input: { '&.MuiInputBase-inputSizeSmall': { paddingBlock: 6.5, height: '1.3em' } },
    },
  },
  /** As large as the input's text: the gap that the outline leaves for the label is measured in that size. */
  MuiInputLabel: { styleOverrides: { root: { color: 'var(--solace-palette-text-secondary)', fontSize: '0.875rem' } } },
  MuiToggleButton: { defaultProps: { size: 'small' }, styleOverrides: { root: { borderColor: 'var(--solace-palette-hairlineStrong)', paddingBlock: 3.5, paddingInline: 10, color: 'var(--solace-palette-text-secondary)', '&.Mui-selected': { backgroundColor: 'var(--solace-palette-wash-accent)', color: 'var(--solace-palette-primary-dark)' } } } },
  MuiCheckbox: { defaultProps: { size: 'small' } },
  MuiSwitch: { defaultProps: { size: 'small' } },
  MuiChip: { defaultProps: { size: 'small' }, styleOverrides: { root: { borderRadius: 5 }, outlined: { borderColor: 'var(--solace-palette-hairlineStrong)' } } },
};

const overlays: Styles = {
  MuiMenu: { defaultProps: { transitionDuration: 0 }, styleOverrides: { paper: { border: hairline, boxShadow: '0 6px 24px rgb(0 0 0 / 0.12)' }, list: { paddingBlock: 4, '& .MuiDivider-root': { marginBlock: 4 } } } },
  MuiPopover: { defaultProps: { transitionDuration: 0 }, styleOverrides: { paper: { border: hairline, boxShadow: '0 6px 24px rgb(0 0 0 / 0.12)' } } },
  MuiMenuItem: { defaultProps: { dense: true }, styleOverrides: { root: { fontSize: '0.875rem', paddingBlock: 5, gap: 10, minHeight: 30, '&.Mui-focusVisible': { backgroundColor: 'var(--solace-palette-wash-accent)', outlineOffset: -2 } } } },
  MuiBackdrop: { styleOverrides: { root: { '&:not(.MuiBackdrop-invisible)': { backgroundColor: 'rgb(0 0 0 / 0.34)' } } } },
  MuiDialog: { defaultProps: { transitionDuration: 0 }, styleOverrides: { paper: { border: hairline, backgroundImage: 'none', boxShadow: '0 16px 48px rgb(0 0 0 / 0.2)' } } },
  MuiDialogTitle: { styleOverrides: { root: { fontSize: '1.0625rem', fontWeight: 600, padding: '18px 24px 8px' } } },
  MuiDialogContent: { styleOverrides: { root: { padding: '8px 24px 16px' } } },
  MuiDialogActions: { styleOverrides: { root: { padding: '8px 24px 18px' } } },
  MuiTooltip: {
    defaultProps: { enterDelay: 350, enterNextDelay: 100, disableInteractive: false },
    styleOverrides: { tooltip: { fontSize: '0.8125rem', fontWeight: 450, lineHeight: 1.45, padding: '6px 10px', maxWidth: 320, backgroundColor: 'var(--solace-palette-text-primary)', color: 'var(--solace-palette-background-paper)' } },
  },
};

function alertLook(color: string, wash: string) {
  return { borderColor: `color-mix(in srgb, var(--solace-palette-${color}-main) 45%, transparent)`, backgroundColor: `var(--solace-palette-wash-${wash})` };
}

const figures: Styles = {
  MuiTable: { defaultProps: { size: 'small' } },
  MuiTableCell: {
    styleOverrides: {
      root: { borderBottom: hairline, fontSize: '0.875rem', lineHeight: 1.45 },
      sizeSmall: { padding: '6px 12px', '&:first-of-type': { paddingLeft: 12 } },
      alignRight: { fontVariantNumeric: 'tabular-nums', '&.MuiTableCell-head': { fontVariantNumeric: 'normal' } },
      head: { fontWeight: 550, fontSize: '0.8125rem', color: 'var(--solace-palette-text-secondary)', whiteSpace: 'nowrap' },
    },
  },
  MuiLinearProgress: { styleOverrides: { root: { height: 4, borderRadius: 2, backgroundColor: 'var(--solace-palette-hairline)' } } },
  MuiSkeleton: { defaultProps: { animation: false }, styleOverrides: { root: { backgroundColor: 'var(--solace-palette-sunken)' } } },
  MuiAlert: {
    styleOverrides: {
      root: { border: hairline, color: 'var(--solace-palette-text-primary)', backgroundColor: 'var(--solace-palette-background-paper)', alignItems: 'flex-start', paddingBlock: 4, '&.MuiAlert-colorError': alertLook('error', 'danger'), '&.MuiAlert-colorWarning': alertLook('warning', 'warning'), '&.MuiAlert-colorSuccess': alertLook('success', 'success') },
    },
  },
  MuiTab: { styleOverrides: { root: { minHeight: 40, padding: '8px 4px', marginRight: 20, minWidth: 0, fontSize: '0.875rem', color: 'var(--solace-palette-text-secondary)' } } },
  MuiTabs: { styleOverrides: { root: { minHeight: 40, borderBottom: hairline }, indicator: { height: 2 } } },
};

export const componentStyles: Styles = { ...page, ...controls, ...overlays, ...figures };
