import { z } from 'zod';
import { copyFormats } from '#lib/copy-as/copy-formats.ts';

const isTimeZone = (name: string) => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false; // RangeError: there is no such zone
  }
};

/** US dollars or another currency per million tokens, for models whose name matches. */
const Price = z.object({
  match: z.string().min(1).max(256),
  input: z.number().min(0),
  output: z.number().min(0),
  currency: z.string().regex(/^[A-Z]{3}$/, 'Use a three-letter code such as USD.'),
});

/** What a person likes; kept with the account, because signing out clears the browser's storage. Absent means the default. */
export const Preferences = z.object({
  theme: z.enum(['auto', 'light', 'dark']).optional(),
  density: z.enum(['comfortable', 'compact']).optional(),
  editor: z.object({ font_size: z.number().int().min(12).max(18).optional(), wrap: z.boolean().optional() }).optional(),
  /** Single-key shortcuts (WCAG 2.1.4). */
  shortcuts: z.boolean().optional(),
  /** IANA name; null stands for the browser's. */
  time_zone: z.string().max(64).refine(isTimeZone, 'There is no such time zone.').nullable().optional(),
  /** By table: hidden columns, sizes and the like, as the page keeps them. */
  tables: z.record(z.string().max(64), z.json()).optional(),
  /** What a connector was last copied as. */
  copy_as: z.enum(copyFormats.map(({ id }) => id)).optional(),
  prices: z.array(Price).max(200).optional(),
});

export type Preferences = z.output<typeof Preferences>;
