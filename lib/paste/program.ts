import { isObject, type Json, type JsonObject } from '#lib/json/json.ts';
import { type LanguageName, languages } from './language.ts';
import { Lines } from './lines.ts';
import { LooseReader } from './loose-reader.ts';
import type { PastedRequest } from './pasted-request.ts';
import { readBody } from './read-value.ts';
import { problemOf, type Reading } from './reading.ts';

type Arguments = { positional: Json[]; named: JsonObject };
/** What a call says: parts of a request, by the place where each client takes them. */
type CallShape = {
  language: LanguageName;
  /** Up to the opening parenthesis; the first group may be the method. */
  head: RegExp;
  request(args: Arguments, method: string): Partial<Pick<PastedRequest, 'method' | 'url'>> & { body?: Json; headers?: Json; auth?: Json };
};

const member = (value: Json | undefined, name: string): Json | undefined => (isObject(value) ? value.get(name) : undefined);
const textOf = (value: Json | undefined): string | undefined => (typeof value === 'string' ? value : undefined);
const createPath = '/_plugins/_ml/connectors/_create';

/** Calls that carry a request, of the clients that documentation uses. */
const calls: readonly CallShape[] = [
  {
    language: 'python',
    head: /\.perform_request\s*\(/g,
    request: ({ positional, named }) => ({
      method: textOf(named.get('method') ?? positional[0]),
      url: textOf(named.get('url') ?? positional[1]),
      body: named.get('body') ?? positional[4] ?? positional.slice(2).find(isObject),
      headers: named.get('headers'),
    }),
  },
  {
    language: 'python',
    head: /\.http\.(get|post|put|delete)\s*\(/g,
    request: ({ positional, named }, method) => ({ method, url: textOf(named.get('url') ?? positional[0]), body: named.get('body') }),
  },
  {
    language: 'python',
    head: /\.(?:plugins\.)?ml(?:_commons)?\.create_connector\s*\(/g,
    request: ({ positional, named }) => ({ method: 'POST', url: createPath, body: named.get('body') ?? positional[0] }),
  },
  {
    language: 'python',
    head: /\.(?:plugins\.)?ml(?:_commons)?\.register_model\s*\(/g,
    request: ({ positional, named }) => ({
      method: 'POST',
      url: '/_plugins/_ml/models/_register',
      body: named.get('body') ?? positional[0],
    }),
  },
  {
    language: 'python',
    head: /\b(?:requests|httpx|session|client|http)\.(get|post|put|delete|patch)\s*\(/g,
    request: ({ positional, named }, method) => ({
      method,
      url: textOf(named.get('url') ?? positional[0]),
      body: named.get('json') ?? named.get('data') ?? named.get('content') ?? (method === 'post' ? positional[1] : undefined),
      headers: named.get('headers'),
      ...(named.has('auth') && { auth: named.get('auth') }),
    }),
  },
  {
    language: 'python',
    head: /\b(?:requests|httpx|session)\.request\s*\(/g,
    request: ({ positional, named }) => ({
      method: textOf(named.get('method') ?? positional[0]),
      url: textOf(named.get('url') ?? positional[1]),
      body: named.get('json') ?? named.get('data'),
      headers: named.get('headers'),
    }),
  },
  {
    language: 'javascript',
    head: /\.transport\.request\s*\(/g,
    request: ({ positional: [options] }) => ({
      method: textOf(member(options, 'method')),
      url: textOf(member(options, 'path')),
      body: member(options, 'body'),
    }),
  },
  {
    language: 'javascript',
    head: /\.http\.(get|post|put|delete)\s*\(/g,
    request: ({ positional: [options] }, method) => ({ method, url: textOf(member(options, 'path')), body: member(options, 'body') }),
  },
  {
    language: 'javascript',
    head: /\.ml\.createConnector\s*\(/g,
    request: ({ positional: [options] }) => ({ method: 'POST', url: createPath, body: member(options, 'body') ?? options }),
  },
  {
    language: 'javascript',
    head: /\.ml\.registerModel\s*\(/g,
    request: ({ positional: [options] }) => ({
      method: 'POST',
      url: '/_plugins/_ml/models/_register',
      body: member(options, 'body') ?? options,
    }),
  },
  {
    language: 'javascript',
    head: /\bfetch\s*\(/g,
    request: ({ positional: [url, options] }) => ({
      method: textOf(member(options, 'method')) ?? 'GET',
      url: textOf(url),
      body: member(options, 'body'),
      headers: member(options, 'headers'),
    }),
  },
  {
    language: 'javascript',
    head: /\baxios\.(get|post|put|delete)\s*\(/g,
    request: ({ positional: [url, body, options] }, method) => ({ method, url: textOf(url), body, headers: member(options, 'headers') }),
  },
  {
    language: 'javascript',
    head: /\baxios(?:\.request)?\s*\(/g,
    request: ({ positional: [options] }) => ({
      method: textOf(member(options, 'method')) ?? 'GET',
      url: textOf(member(options, 'url')),
      body: member(options, 'data'),
      headers: member(options, 'headers'),
    }),
  },
];

const assignment: Readonly<Record<'python' | 'javascript', RegExp>> = {
  python: /^[ \t]*([A-Za-z_]\w*)[ \t]*(?::[ \t]*[\w[\], .]+)?=[ \t]*(?=[^=\s])/gm,
  javascript: /^[ \t]*(?:export[ \t]+)?(?:const|let|var)[ \t]+([A-Za-z_$][\w$]*)[ \t]*(?::[^=\n]+)?=[ \t]*(?=[^=>\s])/gm,
};

export type Program = { kind: 'python' | 'javascript'; requests: PastedRequest[]; values: { value: Json; line: number }[] };

const marks = {
  python: /^[ \t]*(?:import|from|def|print|async def|with)[ \t]|\b(?:True|False|None)\b|\bos\.environ|\brequests\.|perform_request|\bf"/m,
  javascript: /^[ \t]*(?:const|let|var|import|export|async function)[ \t]|=>|\bawait[ \t]|\bprocess\.env|\bfetch\(|\.createConnector\(/m,
};

/** Whether a text makes a call that is known; then what else stands in it belongs to the program. */
export const hasKnownCall = (text: string): boolean => calls.some(({ head }) => text.search(head) >= 0);

/** Which language a text is written in, if it is a program at all. */
export function programLanguage(text: string): 'python' | 'javascript' | undefined {
  const isJs = /^[ \t]*(?:const|let|var)[ \t]|=>|\bprocess\.env|JSON\.stringify|createConnector\(|\bfetch\s*\(|\baxios\b/m.test(text);
  if (isJs) return 'javascript';
  const called = calls.find(({ head }) => new RegExp(head.source).test(text));
  if (called)
    return called.language === 'javascript'
      ? 'javascript'
      : /transport\.request\s*\(|\.(?:request|post|put|get)\s*\(\s*\{/.test(text)
        ? 'javascript'
        : 'python';
  if (/^[ \t]*[A-Za-z_]\w*[ \t]*=[ \t]*[{([]/m.test(text)) return 'python';
  return marks.python.test(text) ? 'python' : marks.javascript.test(text) ? 'javascript' : undefined;
}

/** What a program sets and sends. Nothing of it is run. */
export function readProgram(text: string, language: 'python' | 'javascript', reading: Reading): Program {
  const lines = new Lines(text);
  const source = { text, lines, reading, language: languages[language] };
  const values: Program['values'] = [];
  let behind = 0;
  for (const match of text.matchAll(assignment[language])) {
    if (match.index < behind) continue;
    const reader = new LooseReader(source, match.index + match[0].length);
    try {
      const value = reader.read();
      reading.variables.set(match[1] ?? '', value);
      behind = reader.at;
      values.push({ value, line: lines.at(match.index + match[0].length) });
    } catch (thrown) {
      problemOf(thrown); // what is set cannot be read: then its name stays unknown, and whoever uses it is asked about it
    }
  }
  const requests = calls
    .filter((shape) => shape.language === language)
    .flatMap((shape) => [...text.matchAll(shape.head)].map((match) => ({ shape, match })))
    .sort((one, other) => one.match.index - other.match.index)
    .flatMap(({ shape, match }) => requestOf(shape, match, source));
  return { kind: language, requests: withoutRepeats(requests), values };
}

/** `client.http.post(` is found by more than one shape. */
const withoutRepeats = (requests: readonly PastedRequest[]) =>
  requests.filter(({ line, url }, index) => requests.findIndex((other) => other.line === line && other.url === url) === index);

function requestOf(shape: CallShape, match: RegExpExecArray, source: ConstructorParameters<typeof LooseReader>[0]): PastedRequest[] {
  const { reading, lines } = source;
  const reader = new LooseReader(source, match.index + match[0].length);
  const line = lines.at(match.index + match[0].length);
  const { method = 'GET', url, body, headers, auth } = shape.request(reader.arguments(), match[1] ?? '');
  if (url === undefined) return [];
  return [
    {
      form: shape.language === 'javascript' ? 'javascript' : 'python',
      method: method.toUpperCase(),
      url,
      headers: isObject(headers)
        ? [...headers].map(([name, value]): [string, string] => [name, typeof value === 'string' ? value : String(value)])
        : [],
      body: typeof body === 'string' ? readBody(body, reading, line) : body,
      ...(Array.isArray(auth) && { user: auth.map(String).join(':') }),
      line,
    },
  ];
}
