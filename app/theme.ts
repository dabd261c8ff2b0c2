'use client';
import {
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core';

const shades = (ten: string) => ten.split(' ') as unknown as MantineColorsTuple; // a split has no length in its type

/** Shade 6 is the fill of the light theme, shade 5 that of the dark one. */
const blue = shades('#e3eff8 #c6dff1 #94c3e4 #5ea6d6 #2f8bca #0097d1 #0268bc #025aa3 #024b88 #013a69');
const green = shades('#e4f1f0 #c9e3e0 #97cac3 #63b0a5 #369a8b #129079 #0f7b68 #0c6c5c #09584b #074339');
const red = shades('#f6ebeb #edd3d1 #e0a7a3 #d47f79 #e0847e #cd5d56 #c43d35 #ad362f #8f2c26 #6d221d');
const yellow = shades('#f9f5ea #f5e6c5 #efd293 #eabf66 #f4ae27 #f4ae27 #e0a130 #b98023 #7f5a20 #5c4117');
const violet = shades('#f2ecf9 #e2d0ed #d4b0e3 #c48dd7 #b373cb #aa63c4 #9c47bf #7f39a0 #5b2a78 #451f5b');
const gray = shades('#f7f8f9 #f0f2f4 #e6e9ec #d6d9dd #7e8a95 #7e8a95 #5a6875 #3f4d5b #2a3947 #161e2b');
const dark = shades('#dfe3e8 #c6c9ce #959ba2 #798189 #2a3540 #19222b #10151f #0f171f #0a121a #02020e');

const families: Record<string, string> = { blue: 'primary', green: 'success', red: 'danger', yellow: 'warning', violet: 'accent' };

/** Fills, tints and texts come from our own variables, so that every pair keeps its contrast in both themes. */
const variantColorResolver: VariantColorsResolver = (input) => {
  const resolved = defaultVariantColorsResolver(input);
  const family = families[input.color ?? input.theme.primaryColor];
  if (input.variant === 'filled') return { ...resolved, color: 'var(--studio-on-filled)' };
  if (!family) return resolved;
  const text = family === 'primary' ? 'var(--studio-link)' : `var(--studio-${family}-text)`;
  const tint = `var(--studio-${family}-tint)`;
  if (input.variant === 'light') return { background: tint, hover: tint, color: text, border: '1px solid transparent' };
  if (input.variant === 'subtle') return { background: 'transparent', hover: tint, color: text, border: '1px solid transparent' };
  if (input.variant === 'outline') return { background: 'transparent', hover: tint, color: text, border: `1px solid ${text}` };
  return resolved;
};

export const cssVariablesResolver: CSSVariablesResolver = () => {
  const scheme = {
    '--mantine-color-body': 'var(--studio-panel)',
    '--mantine-color-text': 'var(--studio-text)',
    '--mantine-color-bright': 'var(--studio-title)',
    '--mantine-color-dimmed': 'var(--studio-subdued)',
    '--mantine-color-placeholder': 'var(--studio-subdued)',
    '--mantine-color-anchor': 'var(--studio-link)',
    '--mantine-color-error': 'var(--studio-danger-text)',
    '--mantine-color-default': 'var(--studio-panel)',
    '--mantine-color-default-hover': 'var(--studio-hover)',
    '--mantine-color-default-color': 'var(--studio-text)',
    '--mantine-color-default-border': 'var(--studio-control-border)',
    '--mantine-color-disabled': 'var(--studio-inset)',
    '--mantine-color-disabled-color': 'var(--studio-subdued)',
    '--mantine-color-disabled-border': 'var(--studio-hairline)',
  };
  // Menus take this shade for words in both themes; the dark fill is shade 5.
  return { variables: {}, light: scheme, dark: { ...scheme, '--mantine-color-red-6': 'var(--studio-danger-text)' } };
};

/** A dialog's header element is no second banner of the page. */
const dialogHeader = { header: { role: 'none' } };

const control = 'var(--studio-control)';
const heading = (size: number, line: number, fontWeight: string) => ({ fontSize: `${size}px`, lineHeight: `${line}px`, fontWeight });

export const theme = createTheme({
  colors: { blue, green, red, yellow, violet, gray, dark },
  primaryColor: 'blue',
  primaryShade: { light: 6, dark: 5 },
  autoContrast: false,
  white: '#fcfeff',
  black: '#161e2b',
  variantColorResolver,
  respectReducedMotion: true,
  cursorType: 'pointer',
  fontFamily: 'var(--studio-font), system-ui, sans-serif',
  fontFamilyMonospace: 'var(--studio-font-code), ui-monospace, monospace',
  fontSizes: { xs: '12px', sm: '14px', md: '14px', lg: '16px', xl: '18px' },
  fontWeights: { regular: '400', medium: '500', bold: '500' },
  lineHeights: { xs: '1.5', sm: '1.5', md: '1.5', lg: '1.4', xl: '1.4' },
  headings: {
    fontWeight: '500',
    sizes: {
      h1: heading(24, 33, '400'),
      h2: heading(18, 25, '500'),
      h3: heading(16, 22, '500'),
      h4: heading(14, 21, '500'),
      h5: heading(14, 21, '500'),
      h6: heading(12, 18, '500'),
    },
  },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  radius: { xs: '2px', sm: '4px', md: '4px', lg: '4px', xl: '4px' },
  defaultRadius: 'sm',
  shadows: {
    xs: 'var(--studio-shadow-small)',
    sm: 'var(--studio-shadow-small)',
    md: 'var(--studio-shadow-small)',
    lg: 'var(--studio-shadow-large)',
    xl: 'var(--studio-shadow-large)',
  },
  breakpoints: { xs: '0em', sm: '35.9375em', md: '48em', lg: '62em', xl: '75em' },
  // Plain objects instead of `Button.extend`: the theme is loaded by sign-in too and must not pull every component with it.
  components: {
    Button: {
      defaultProps: { variant: 'filled' },
      vars: (_theme: unknown, { size }: { size?: string }) =>
        size ? {} : { root: { '--button-height': control, '--button-padding-x': '16px', '--button-fz': '14px' } },
    },
    ActionIcon: {
      defaultProps: { variant: 'subtle', color: 'gray' },
      vars: (_theme: unknown, { size }: { size?: string }) => (size ? {} : { root: { '--ai-size': control } }),
    },
    Input: {
      vars: (_theme: unknown, { size }: { size?: string }) =>
        size ? {} : { wrapper: { '--input-height': control, '--input-fz': '14px', '--input-padding': '10px' } },
    },
    InputWrapper: { defaultProps: { inputWrapperOrder: ['label', 'input', 'description', 'error'] } },
    Checkbox: { vars: () => ({ root: { '--checkbox-size': '16px', '--checkbox-radius': '2px' } }) },
    Radio: { vars: () => ({ root: { '--radio-size': '16px', '--radio-icon-size': '6px' } }) },
    Tooltip: {
      defaultProps: { zIndex: 8600, events: { hover: true, focus: true, touch: true }, openDelay: 300, multiline: true, maw: 320 },
    },
    Loader: { defaultProps: { type: 'oval' } },
    Overlay: { defaultProps: { color: '#02020e', backgroundOpacity: 0.4 } },
    Modal: { defaultProps: { zIndex: 8000, closeButtonProps: { 'aria-label': 'Close' }, attributes: dialogHeader } },
    Drawer: { defaultProps: { zIndex: 8000, attributes: dialogHeader } },
    DrawerRoot: { defaultProps: { attributes: dialogHeader } },
    // Above the modal, because a select inside one opens its list at the end of the body.
    // A list that scrolls by itself needs no scroll area around it, which nobody could focus.
    Select: { defaultProps: { withScrollArea: false } },
    Autocomplete: { defaultProps: { withScrollArea: false } },
    TagsInput: { defaultProps: { withScrollArea: false } },
    Menu: {
      defaultProps: {
        zIndex: 8500,
        withInitialFocusPlaceholder: false,
        shadow: 'lg',
        position: 'bottom-end',
        transitionProps: { duration: 150 },
      },
    },
    Popover: { defaultProps: { zIndex: 8500, shadow: 'lg', transitionProps: { duration: 150 } } },
  },
});
