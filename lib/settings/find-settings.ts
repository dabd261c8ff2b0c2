import { operation } from '#lib/access/operation.ts';
import { settings } from './registry.ts';

/** Settings that do something here and whose title or key holds each word of what was typed. */
export const findSettings = operation('settings.read', async (_caller, { q }: { q: string }, _ports: object) => {
  const words = q.toLowerCase().split(/\s+/);
  return settings
    .filter(({ isInert, key, title }) => !isInert && words.every((word) => `${title} ${key}`.toLowerCase().includes(word)))
    .map(({ key, title }) => ({ id: key, name: title, detail: key }));
});
