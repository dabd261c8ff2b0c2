import { isStudioError } from '#lib/errors.ts';
import { preProcessFunctions } from '#lib/functions/pre-process.ts';
import { findPlaceholders, replaceParameters } from '#lib/template/find-placeholders.ts';
import { isJson } from '#lib/template/is-json.ts';
import { QuoteState } from '#lib/template/quote-state.ts';
import { substitute } from '#lib/template/substitute.ts';
import type { ConnectorAction } from '../connector.ts';

/** What stands in a body where a placeholder was, and how sure that is. */
export type Stretch = {
  /** Offsets of the placeholder in the template, and of what stands for it in the filled text. */
  from: number;
  to: number;
  start: number;
  end: number;
  name: string;
  /** `saved`: a parameter of the connector; `list` and `text`: what the pre-process function makes; `open`: who knows. */
  source: 'saved' | 'default' | 'list' | 'text' | 'open';
  value: string;
  /** It stands between double quotes; `isHugged`: and is all that stands there. */
  isQuoted: boolean;
  isHugged: boolean;
};

export type FilledBody = { text: string; stretches: Stretch[] };

/** A parameter that a pre-process function makes: a JSON list or number, or a text; and what it made of two documents. */
type Made = { kind: 'list' | 'text'; sample: string };

/** What the function of an action makes of documents, found by running it. */
function madeOfDocuments({ pre_process_function }: Pick<ConnectorAction, 'pre_process_function'>): ReadonlyMap<string, Made> {
  const name = pre_process_function ?? 'connector.pre_process.default.embedding';
  const known = samples.get(name);
  if (known) return known;
  const made = preProcessFunctions.get(name);
  if (!made) return none;
  const docs = ['one', 'two'];
  const parameters = made.run(
    made.expects === 'text_docs' ? { type: 'text_docs', docs } : { type: 'text_similarity', query_text: 'what', text_docs: docs },
  );
  const found = new Map(made.produces.map((one) => [one, madeOf(parameters?.get(one) ?? 'text')] as const));
  samples.set(name, found);
  return found;
}

const samples = new Map<string, ReadonlyMap<string, Made>>();
const none: ReadonlyMap<string, Made> = new Map();
const madeOf = (sample: string): Made => ({ kind: isJson(sample) || /^\d+$/.test(sample) ? 'list' : 'text', sample });

/**
 * A body as it would be sent, with stand-ins for what only a call brings.
 * @param open what stands for an unknown value outside of quotes
 * @throws StudioError 400 when saved values go round in circles
 */
export function fillBody(template: string, action: ConnectorAction, parameters: ReadonlyMap<string, string>, open: string): FilledBody {
  const quotes = new QuoteState();
  const made = madeOfDocuments(action);
  const stretches: Stretch[] = [];
  let [text, from] = ['', 0];
  // Quotes are those of the template: a value that has some of its own is judged by where it stands.
  const literal = (piece: string) => {
    text += piece;
    quotes.advance(piece);
  };
  for (const { name, start, end } of findPlaceholders(template, 'parameters')) {
    if (start < from || template[start - 1] === '$') continue;
    literal(template.slice(from, start));
    from = end;
    const isQuoted = quotes.inside === '"';
    const isHugged = isQuoted && template[start - 1] === '"' && template[end] === '"';
    const { source, value } = standInFor(name, { isQuoted, isHugged, open, made, parameters });
    stretches.push({ from: start, to: end, start: text.length, end: text.length + value.length, name, source, value, isQuoted, isHugged });
    text += value;
    quotes.advance('x');
  }
  literal(template.slice(from));
  return { text, stretches };
}

type Known = {
  isQuoted: boolean;
  isHugged: boolean;
  open: string;
  made: ReadonlyMap<string, Made>;
  parameters: ReadonlyMap<string, string>;
};

function standInFor(inner: string, { isQuoted, open, made, parameters }: Known): Pick<Stretch, 'source' | 'value'> {
  const at = inner.indexOf(':-');
  const name = at < 0 ? inner : inner.slice(0, at);
  const saved = parameters.get(name);
  if (saved !== undefined) return { source: 'saved', value: savedText(saved, parameters, open) };
  if (at >= 0) return { source: 'default', value: inner.slice(at + 2) };
  const one = made.get(name);
  if (one) return { source: one.kind, value: isQuoted ? 'x' : one.kind === 'list' ? one.sample : '0' };
  return { source: 'open', value: isQuoted ? 'x' : open };
}

/** A saved value with its own placeholders filled; what only a call brings is a digit, which is fine within quotes and without. */
function savedText(value: string, parameters: ReadonlyMap<string, string>, open: string): string {
  if (!value.includes('${parameters.')) return value;
  try {
    const filled = substitute(value, parameters);
    return replaceParameters(filled, () => (open === '' ? '' : '0'));
  } catch (thrown) {
    if (isStudioError(thrown)) return '0'; // a circle has a problem of its own
    throw thrown;
  }
}
