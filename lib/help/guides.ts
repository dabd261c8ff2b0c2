import '#server-only';
import fs from 'node:fs';
import path from 'node:path';

/** The guides of docs/, which the studio shows under Help: nothing is loaded from elsewhere. */
export type Guide = { id: string; title: string };

const folder = (name: 'guides' | 'images') => path.resolve(/*turbopackIgnore: true*/ 'docs', name);
const isName = (text: string) => /^[a-z0-9-]+$/.test(text);

function read(kind: 'guides' | 'images', name: string, ending: '.md' | '.png'): Buffer | undefined {
  if (!isName(name)) return undefined;
  const file = path.join(folder(kind), `${name}${ending}`);
  return fs.existsSync(/*turbopackIgnore: true*/ file) ? fs.readFileSync(/*turbopackIgnore: true*/ file) : undefined;
}

/** In the order of docs/guides/README.md. */
export function listGuides(): Guide[] {
  const list = fs.readFileSync(/*turbopackIgnore: true*/ path.join(folder('guides'), 'README.md'), 'utf8');
  return [...list.matchAll(/^- \[(.+)\]\((.+)\.md\)/gm)].map(([, title = '', id = '']) => ({ id, title }));
}

/** @returns its Markdown, undefined for an id that no guide has */
export const readGuide = (id: string): string | undefined => read('guides', id, '.md')?.toString('utf8');

export type Picture = { bytes: Buffer; width: number; height: number };

/** @param name without its ending */
export function readPicture(name: string): Picture | undefined {
  const bytes = read('images', name, '.png');
  // The size stands at a fixed place of every PNG file.
  return bytes && { bytes, width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}
