import type { Json } from '#lib/json/json.ts';
import { readCurl } from './curl.ts';
import { readDevTools } from './dev-tools.ts';
import { languages } from './language.ts';
import { Lines } from './lines.ts';
import { LooseReader } from './loose-reader.ts';
import type { PasteKind } from './paste-result.ts';
import type { PastedRequest } from './pasted-request.ts';
import { hasKnownCall, programLanguage, readProgram } from './program.ts';
import { readBody, readValue } from './read-value.ts';
import type { Reading } from './reading.ts';
import { hasTerraform, readTerraform } from './terraform.ts';

/** What a text holds: requests, and values that stand on their own. */
export type Finding = { kind: PasteKind; requests: PastedRequest[]; values: { value: Json; line: number }[] };

export type Recogniser = {
  /** Cheap: whether the text may be of this form. */
  fits(text: string): boolean;
  /** @throws StudioError 400 with the line of what cannot be read */
  read(text: string, reading: Reading): Finding;
};

const ofValues = (kind: PasteKind, values: Finding['values']): Finding => ({ kind, requests: [], values });
const lineAt = (text: string, at: number) => new Lines(text).at(at);

function valueAt(text: string, at: number, reading: Reading, language: 'json' | 'python' | 'javascript'): Finding {
  const { value, end } = readValue(text, at, reading, language);
  const rest = text.slice(end).trim();
  if (/^[}\]]+[;,]?$/.test(rest)) reading.repair('A closing bracket too many at the end was removed', lineAt(text, end));
  else if (rest !== '' && rest !== ';' && rest !== ',')
    reading.unplaced.push({ message: 'What follows the value', line: lineAt(text, end) + 1 });
  return ofValues('connector_json', [{ value, line: 1 }]);
}

const beginsLikeValue = (text: string) => /^(?:\s|\ufeff|\u200b|\/\/[^\n]*\n|#[^\n]*\n|\/\*[\s\S]*?\*\/)*[{[]/.test(text);

/** Ways to read a text, the surest first. The first whose reading holds something known is taken. */
export const recognisers: readonly Recogniser[] = [
  { fits: hasTerraform, read: (text, reading) => ofValues('terraform', readTerraform(text, reading)) },
  { fits: beginsLikeValue, read: (text, reading) => valueAt(text, 0, reading, 'json') },
  {
    fits: (text) => beginsLikeValue(text) && /`|process\.env|\bundefined\b|\s\+\s*['"]/.test(text),
    read: (text, reading) => valueAt(text, 0, reading, 'javascript'),
  },
  {
    fits: (text) => beginsLikeValue(text) && /\bos\.|\bf["']|\b(?:True|False|None)\b|["']\s*\n\s*["']/.test(text),
    read: (text, reading) => valueAt(text, 0, reading, 'python'),
  },
  {
    fits: (text) => /^\s*(?:(?:\.{3,}|…)\s*,?\s*)?["“'][\w.$-]+["”']\s*:/.test(text),
    read: (text, reading) => {
      reading.repair('Braces around a fragment were added', 1);
      return valueAt(`{${text.trimEnd().replace(/,$/, '')}`, 0, reading, 'json');
    },
  },
  { fits: hasKnownCall, read: readAnyProgram },
  {
    fits: (text) => /^[ \t]*(?:GET|POST|PUT|DELETE|HEAD|PATCH)[ \t]+\S+[ \t]*$/m.test(text),
    read: (text, reading) => ({ kind: 'dev_tools', requests: readDevTools(text, reading), values: [] }),
  },
  {
    fits: (text) => /\bcurl(?:\.exe)?[\s^\\`]/.test(text),
    read: (text, reading) => ({ kind: 'curl', requests: readCurl(text, reading), values: [] }),
  },
  { fits: (text) => programLanguage(text) !== undefined, read: readAnyProgram },
  { fits: (text) => /"\s*\+\s*"/.test(text) || text.includes('"""'), read: readJavaText },
  {
    fits: (text) => text.includes('{'),
    read: (text, reading) => {
      const start = text.indexOf('{');
      return ofValues('connector_json', [{ value: readValue(text, start, reading, 'json', 1).value, line: lineAt(text, start) }]);
    },
  },
];

function readAnyProgram(text: string, reading: Reading): Finding {
  return readProgram(text, programLanguage(text) ?? 'python', reading);
}

/** JSON that a program of Java puts together of texts. */
function readJavaText(text: string, reading: Reading): Finding {
  const start = text.indexOf('"');
  const reader = new LooseReader({ text, lines: new Lines(text), reading, language: languages.java }, start);
  const value = reader.read();
  const line = lineAt(text, start);
  const body = typeof value === 'string' ? readBody(value, reading, line) : value;
  return ofValues('connector_json', body === undefined ? [] : [{ value: body, line }]);
}
