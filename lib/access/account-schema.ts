import { z } from 'zod';

/** Control characters, and those that reorder or hide text on the screen (threats.md I-07). */
export const deceptive = /[\p{Cc}\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/u;

/** HTTP Basic puts a colon between name and password, so a name has none. */
export const Username = z
  .string()
  .min(1, 'Enter a username.')
  .max(256, 'Use at most 256 characters.')
  .refine((name) => !name.includes(':'), 'A username holds no colon.')
  .refine((name) => !deceptive.test(name), 'A username holds no control characters.')
  .refine((name) => name.trim() === name, 'A username neither begins nor ends with a space.')
  .transform((name) => name.normalize('NFC'));

export const minimumPassword = 12;

/** Length is what counts (threats.md A-04); no rule about kinds of characters. */
export const Password = z
  .string()
  .min(minimumPassword, `Use at least ${minimumPassword} characters.`)
  .max(1024, 'Use at most 1,024 characters.');
