import { findPlaceholders } from '#lib/template/find-placeholders.ts';

/** Names that a template may use: those that a parameter or a credential has, or that a pre-process function makes. */
export type KnownNames = { parameters: ReadonlySet<string>; credential: ReadonlySet<string> };

/** A stretch of a text that was meant as a placeholder and is none, or not the one that was meant. */
export type PlaceholderFault = {
  start: number;
  end: number;
  message: string;
  /** What was certainly meant. */
  meant?: string;
};

/** Every way to miss a placeholder; a stretch is named once, by the first that knows it. */
export function placeholderFaults(text: string, known: KnownNames): PlaceholderFault[] {
  if (!/[$%#{@]/.test(text)) return [];
  const found = [
    ...unclosed(text),
    ...wrongNames(text, known),
    ...wrongPrefixes(text, known),
    ...otherBraces(text),
    ...bareNames(text, known),
  ];
  const kept: PlaceholderFault[] = [];
  for (const fault of found) {
    if (!kept.some(({ start, end }) => fault.start < end && fault.end > start)) kept.push(fault);
  }
  return kept.toSorted((one, other) => one.start - other.start);
}

/** The text with the certain ones mended. */
export function mendedText(text: string, faults: readonly PlaceholderFault[]): string {
  let [mended, from] = ['', 0];
  for (const { start, end, meant } of faults) {
    mended += text.slice(from, start) + (meant ?? text.slice(start, end));
    from = end;
  }
  return mended + text.slice(from);
}

const name = '[A-Za-z_][\\w.-]*';
const say = (what: string, meant: string) => `${what} is no placeholder: it is sent as it stands. Write ${meant}.`;
const shown = (text: string) => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

/** A brace that is not closed swallows all up to the next one, or nothing is filled at all. */
function unclosed(text: string): PlaceholderFault[] {
  const found: PlaceholderFault[] = [];
  for (const match of text.matchAll(new RegExp(`\\$\\{(parameters|credential)\\.(${name})`, 'g'))) {
    const end = match.index + match[0].length;
    const next = text.charAt(end);
    if (next === '}' || next === ':' || /[|=?]/.test(next)) continue;
    const close = text.indexOf('}', end);
    const between = close < 0 ? text.slice(end) : text.slice(end, close);
    if (close >= 0 && /^[ \t]*$/.test(between)) continue; // a blank before the brace
    if (close >= 0 && !/["'\n,/&]|\$\{/.test(between)) continue; // an unusual name
    const meant = `${match[0].replace(/[.-]+$/, '')}}`;
    found.push({
      start: match.index,
      end,
      meant,
      message: `The brace of ${match[0]} is not closed, so nothing is filled. Write ${meant}.`,
    });
  }
  return found;
}

/** Real placeholders whose name cannot be one: blanks, a default that is written in another way. */
function wrongNames(text: string, known: KnownNames): PlaceholderFault[] {
  return (['parameters', 'credential'] as const).flatMap((kind) =>
    findPlaceholders(text, kind).flatMap(({ name: inner, start, end }) => {
      if (inner.length > 200 || /["\n]/.test(inner.split(':-')[0] ?? '')) return [];
      const message = kind === 'parameters' && !known.parameters.has(inner) ? defaultFault(inner) : undefined;
      if (message) return [{ start, end, ...message }];
      const [first = '', ...rest] = inner.split(':-');
      const trimmed = first.trim();
      if (first === trimmed || known[kind].has(first) || trimmed === '') return [];
      const meant = `\${${kind}.${[trimmed, ...rest].join(':-')}}`;
      return [
        {
          start,
          end,
          meant,
          message: `A blank inside the braces belongs to the name, so ${shown(text.slice(start, end))} is never filled. Write ${meant}.`,
        },
      ];
    }),
  );
}

/** `:-` begins a default, and the first brace ends it (predict.md §1.9). */
function defaultFault(inner: string): { message: string; meant?: string } | undefined {
  const at = inner.indexOf(':-');
  if (at >= 0) {
    const fallback = inner.slice(at + 2);
    if (fallback.includes('${'))
      return { message: `The default of ${inner.slice(0, at)} is not filled itself: a placeholder in it stays as it stands.` };
    if (/[{]/.test(fallback)) {
      return {
        message: `The default of ${inner.slice(0, at)} ends at the first closing brace; when there is a value, the rest of it stays behind the value.`,
      };
    }
    return undefined;
  }
  const other = /^([A-Za-z_][\w.-]*?)\s*(-:|:=|:\?|\|\||\?\?|\?:|:|\||=)\s*(.*)$/.exec(inner);
  if (!other) return undefined;
  const [, bare = '', sign = '', fallback = ''] = other;
  const meant = `\${parameters.${bare}:-${fallback}}`;
  return {
    meant,
    message: `A default is written with :- here, so ${sign} belongs to the name and nothing is ever filled. Write ${meant}.`,
  };
}

const prefixes: ReadonlyMap<string, 'parameters' | 'credential'> = new Map([
  ['parameter', 'parameters'],
  ['parameters', 'parameters'],
  ['params', 'parameters'],
  ['param', 'parameters'],
  ['paramters', 'parameters'],
  ['parametrs', 'parameters'],
  ['paramaters', 'parameters'],
  ['credential', 'credential'],
  ['credentials', 'credential'],
  ['creds', 'credential'],
  ['cred', 'credential'],
]);

/** `${parameter.x}`, `${ parameters.x }`, `${Parameters.x}`, `${credentials.x}`. */
function wrongPrefixes(text: string, known: KnownNames): PlaceholderFault[] {
  const found: PlaceholderFault[] = [];
  for (const match of text.matchAll(/\$\{([ \t]*)([A-Za-z]+)([ \t]*[.:][ \t]*)([^{}"\n]{1,100}?)[ \t]*\}/g)) {
    const [whole, blank = '', word = '', dot = '', rest = ''] = match;
    const prefix = prefixes.get(word.toLowerCase());
    if (!prefix || (blank === '' && dot === '.' && word === prefix)) continue;
    if (word !== prefix && word.length < 5 && !known[prefix].has(rest.split(':-')[0] ?? '')) continue;
    const meant = `\${${prefix}.${rest}}`;
    const end = match.index + whole.length;
    const isBlank = word === prefix && dot.includes('.');
    const message = isBlank
      ? `A blank inside the braces makes it another text, so ${shown(whole)} is never filled. Write ${meant}.`
      : `Nothing is filled under ${word}: it is called ${prefix}. Write ${meant}.`;
    found.push({ start: match.index, end, meant, message });
  }
  return found;
}

/** `{{parameters.x}}`, `$(parameters.x)`, `%{parameters.x}`, `$parameters.x`, `{parameters.x}`: the placeholders of other languages. */
function otherBraces(text: string): PlaceholderFault[] {
  const inner = `[ \\t]*(parameters|credential)\\.(${name})[ \\t]*`;
  const forms = [
    `\\{\\{${inner}\\}\\}`,
    `\\$\\(${inner}\\)`,
    `[%#@]\\{${inner}\\}`,
    `(?<![$%#@{])\\{${inner}\\}(?!\\})`,
    `\\$(parameters|credential)\\.([\\w-]+)`,
  ];
  return forms.flatMap((form) =>
    [...text.matchAll(new RegExp(form, 'g'))].map((match) => {
      const meant = `\${${match[1]}.${match[2]}}`;
      return { start: match.index, end: match.index + match[0].length, meant, message: say(match[0], meant) };
    }),
  );
}

/** `${model}` where a parameter has that name. */
function bareNames(text: string, known: KnownNames): PlaceholderFault[] {
  const found: PlaceholderFault[] = [];
  for (const match of text.matchAll(new RegExp(`\\$\\{[ \\t]*(${name})[ \\t]*\\}`, 'g'))) {
    const bare = match[1] ?? '';
    const kind = known.parameters.has(bare) ? 'parameters' : known.credential.has(bare) ? 'credential' : undefined;
    if (!kind || /^(parameters|credential)\./.test(bare)) continue;
    const meant = `\${${kind}.${bare}}`;
    found.push({ start: match.index, end: match.index + match[0].length, meant, message: say(match[0], meant) });
  }
  return found;
}
