import fs from 'node:fs';
import path from 'node:path';

/** A destination, what the settings say, and what must become of it. */
export type SsrfRow = {
  id: string;
  url: string;
  setup: string;
  given: {
    dns?: Record<string, string[]>;
    dns_sequence?: Record<string, string[][]>;
    dns_delay_ms?: number;
    attempt?: number;
    response?: { status: number; location: string };
    stream?: boolean;
    env?: Record<string, string>;
    template?: string;
    saved?: Record<string, string>;
    runtime?: Record<string, string>;
  };
  expect: 'allow' | 'block';
  stage: string;
  why: string;
};

/** Reads the tables whose first column is an id like S-001. */
export function readSsrfRows(markdown: string): SsrfRow[] {
  return markdown.split('\n').flatMap((line) => {
    if (!/^\| S-\d{3} \|/.test(line)) return [];
    const [id = '', url = '', cell = '', expect = '', stage = '', why = ''] = line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((text) => text.trim());
    const [, setup = '', given = '{}'] = /^([a-z]*)\s*(?:`(.*)`)?$/.exec(cell) ?? [];
    if (expect !== 'allow' && expect !== 'block') throw new Error(`${id} expects ${expect}`);
    return [{ id, url: JSON.parse(url.replace(/^`|`$/g, '')), setup: setup || 'open', given: JSON.parse(given), expect, stage, why }];
  });
}

export const ssrfRows: SsrfRow[] = JSON.parse(fs.readFileSync(path.join(import.meta.dirname, 'ssrf-rows.json'), 'utf8'));
