import localFont from 'next/font/local';

// The Latin files alone, from npm packages: nothing is downloaded while building. Other scripts fall back to the system's fonts.
const text = localFont({
  src: '../node_modules/@fontsource-variable/rubik/files/rubik-latin-wght-normal.woff2',
  weight: '300 900',
  display: 'swap',
  variable: '--studio-font',
});

const code = localFont({
  src: '../node_modules/@fontsource-variable/source-code-pro/files/source-code-pro-latin-wght-normal.woff2',
  weight: '200 900',
  display: 'swap',
  variable: '--studio-font-code',
  adjustFontFallback: false,
});

export const fontVariables = `${text.variable} ${code.variable}`;
