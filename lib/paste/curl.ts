import { isOpenSearchPath, type PastedRequest } from './pasted-request.ts';
import { readBody } from './read-value.ts';
import { type Reading, unreadable } from './reading.ts';
import type { ShellWord } from './shell-words.ts';
import { shellWords } from './shell-words.ts';

const commandStart = /(?:^|[\n|&(]|(?<!&#?\w{2,6});)[ \t]*(?:[$>#%]\s+)?(?:\w+=\S+[ \t]+)*(curl(?:\.exe)?)(?=[\s^\\`])/g;

type Parts = { urls: ShellWord[]; method?: string; headers: [string, string][]; data: ShellWord[]; isJson: boolean; isGet: boolean } & Pick<
  PastedRequest,
  'user' | 'signing' | 'isInsecure'
>;

type Option = { hasValue: boolean; take?: (parts: Parts, value: ShellWord, reading: Reading) => void };

const data: Option = { hasValue: true, take: (parts, value) => void parts.data.push(value) };
const ignored: Option = { hasValue: false };
const ignoredValue: Option = { hasValue: true };
const form: Option = {
  hasValue: true,
  take: (_, value, reading) =>
    void reading.unplaced.push({ message: 'A form field (-F): a connector sends JSON or text, no forms', line: value.line }),
};

/** Options of curl that mean something here, by every name they have. */
const options = new Map<string, Option>(
  (
    [
      [['-X', '--request'], { hasValue: true, take: (parts, { text }) => void Object.assign(parts, { method: text.toUpperCase() }) }],
      [['-H', '--header'], { hasValue: true, take: addHeader }],
      [['-d', '--data', '--data-raw', '--data-binary', '--data-ascii', '--data-urlencode'], data],
      [
        ['--json'],
        {
          hasValue: true,
          take: (parts, value) => {
            parts.data.push(value);
            parts.isJson = true;
          },
        },
      ],
      [['-u', '--user'], { hasValue: true, take: (parts, { text }) => void Object.assign(parts, { user: text }) }],
      [['--oauth2-bearer'], { hasValue: true, take: (parts, { text }) => void parts.headers.push(['Authorization', `Bearer ${text}`]) }],
      [['--url'], { hasValue: true, take: (parts, value) => void parts.urls.push(value) }],
      [['--aws-sigv4'], { hasValue: true, take: (parts, { text }) => void Object.assign(parts, { signing: signingOf(text) }) }],
      [['-G', '--get'], { hasValue: false, take: (parts) => void Object.assign(parts, { isGet: true }) }],
      [['-k', '--insecure'], { hasValue: false, take: (parts) => void Object.assign(parts, { isInsecure: true }) }],
      [['-F', '--form', '--form-string'], form],
      [
        [
          '-A',
          '--user-agent',
          '-b',
          '--cookie',
          '-c',
          '--cookie-jar',
          '-e',
          '--referer',
          '-o',
          '--output',
          '-m',
          '--max-time',
          '-x',
          '--proxy',
        ],
        ignoredValue,
      ],
      [['--connect-timeout', '--retry', '--retry-delay', '--cacert', '--capath', '-w', '--write-out', '-T', '--upload-file'], ignoredValue],
      [
        ['-E', '--cert', '--key', '--cert-type', '--resolve', '-D', '--dump-header', '--max-redirs', '--limit-rate', '-K', '--config'],
        ignoredValue,
      ],
    ] satisfies [string[], Option][]
  ).flatMap(([names, option]): [string, Option][] => names.map((name) => [name, option])),
);

function addHeader(parts: Parts, { text, line }: ShellWord, reading: Reading) {
  const colon = text.indexOf(':');
  if (colon > 0) parts.headers.push([text.slice(0, colon).trim(), text.slice(colon + 1).trim()]);
  else reading.unplaced.push({ message: `The header ${reading.asWritten(text)} has no value`, line });
}

/** `aws:amz:us-east-1:bedrock` */
function signingOf(text: string): PastedRequest['signing'] {
  const [, , region, service] = text.split(':');
  return { region, service };
}

/** Every curl command of a text. */
export function readCurl(written: string, reading: Reading): PastedRequest[] {
  const text = withPosixQuoting(written, reading);
  const requests: PastedRequest[] = [];
  let behind = 0;
  for (const match of text.matchAll(commandStart)) {
    const start = match.index + match[0].length;
    if (match.index < behind) continue;
    const { words, input, end } = shellWords(text, start, reading);
    behind = end;
    const line = text.slice(0, start).split('\n').length;
    const request = requestOf(words, input, line, reading);
    if (request) requests.push(request);
  }
  return requests;
}

/** Windows continues lines with ^ or ` and escapes with them; what is left is what curl itself reads. */
function withPosixQuoting(text: string, reading: Reading): string {
  if (/\^[ \t]*\r?\n|\^"/.test(text) && !/\\[ \t]*\r?\n/.test(text)) {
    reading.repair('Escapes of the Windows command line (^) were undone');
    return text.replaceAll(/\^([ \t]*\r?\n)/g, '\\$1').replaceAll(/\^([^\n])/g, '$1');
  }
  if (/`[ \t]*\r?\n/.test(text) && !/\\[ \t]*\r?\n/.test(text)) {
    reading.repair('Escapes of PowerShell (`) were undone');
    return text.replaceAll(/`([ \t]*\r?\n)/g, '\\$1').replaceAll(/`(["`$])/g, '\\$1');
  }
  return text;
}

function requestOf(words: readonly ShellWord[], input: ShellWord | undefined, line: number, reading: Reading): PastedRequest | undefined {
  const parts: Parts = { urls: [], headers: [], data: [], isJson: false, isGet: false };
  readOptions(words, parts, reading);
  const [url] = parts.urls;
  if (!url) return undefined;
  if (parts.urls.length > 1) reading.unplaced.push({ message: `A second address: ${reading.asWritten(parts.urls[1]?.text ?? '')}`, line });
  const body = bodyText(parts, input, reading);
  if (parts.isJson && !parts.headers.some(([name]) => name.toLowerCase() === 'content-type')) {
    parts.headers.push(['Content-Type', 'application/json']);
  }
  const address = withScheme(url.text, reading, url.line);
  const query = parts.isGet && body ? `${address.includes('?') ? '&' : '?'}${body.text}` : '';
  return {
    form: isOpenSearchPath(url.text) ? 'curl' : 'provider_call',
    method: parts.method ?? (body && !parts.isGet ? 'POST' : 'GET'),
    url: address + query,
    headers: parts.headers,
    body: body && !parts.isGet ? readBody(body.text, reading, body.line) : undefined,
    user: parts.user,
    signing: parts.signing,
    isInsecure: parts.isInsecure ?? false,
    line,
  };
}

const withScheme = (url: string, reading: Reading, line: number) => {
  const decoded = url.replaceAll('&amp;', '&');
  if (decoded !== url) reading.repair('&amp; became &', line);
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(decoded) || /^[/\ufdd0]/.test(decoded) ? decoded : `http://${decoded}`;
};

function readOptions(words: readonly ShellWord[], parts: Parts, reading: Reading): void {
  for (let index = 0; index < words.length; index++) {
    const word = words[index] as ShellWord; // as: the index is in bounds
    const dashed = /^[–—]/.test(word.text) ? straightDashes(word, reading) : word.text;
    if (!dashed.startsWith('-') || dashed === '-') {
      parts.urls.push(word);
      continue;
    }
    const { option, attached } = optionOf(dashed);
    option.take && !option.hasValue && option.take(parts, word, reading);
    if (!option.hasValue) continue;
    const value = attached === undefined ? words[++index] : { ...word, text: attached };
    if (value) option.take?.(parts, value, reading);
  }
}

/** A dash that a word processor made of hyphens: `–H` was `-H`, `—data` was `--data`. */
function straightDashes({ text, line }: ShellWord, reading: Reading): string {
  reading.repair('Dashes in front of options became hyphens', line);
  return text.replace(/^[–—]+/, () => (/^.[A-Za-z](?![a-z])/.test(text) ? '-' : '--'));
}

/** `-sSXPOST` is -s, -S and -X with its value. */
function optionOf(word: string): { option: Option; attached?: string } {
  if (word.startsWith('--')) {
    const equals = word.indexOf('=');
    const name = equals < 0 ? word : word.slice(0, equals);
    const option = options.get(name) ?? ignored;
    return equals < 0 ? { option } : { option, attached: word.slice(equals + 1) };
  }
  for (let at = 1; at < word.length; at++) {
    const option = options.get(`-${word.charAt(at)}`);
    if (option?.hasValue) return at + 1 < word.length ? { option, attached: word.slice(at + 1) } : { option };
  }
  return { option: options.get(word) ?? ignored };
}

/** Pieces of `-d` are joined by `&`; `@-` is what the heredoc holds, `@file` is not in the text. */
function bodyText({ data: pieces }: Parts, input: ShellWord | undefined, reading: Reading): ShellWord | undefined {
  const [first] = pieces;
  if (!first) return undefined;
  if (/^@-?$/.test(first.text) && input) return input;
  if (/^@./.test(first.text)) {
    throw unreadable(
      `The body stands in the file ${reading.asWritten(first.text).slice(1)}, not in the text: put its content in place of it`,
      first.line,
    );
  }
  return { text: pieces.map(({ text }) => text).join('&'), line: first.line };
}
