import { illegalArgument, StudioError } from '#lib/errors.ts';
import { escapeJson } from './escape-json.ts';
import type { Marks, Origin, Values } from './parameter-set.ts';
import { leavesString, QuoteState } from './quote-state.ts';

/** A stretch of the filled text that came from a placeholder; one that stands in the value of another lies inside its span. */
export type Span = {
  /** Offsets in the filled text. */
  start: number;
  end: number;
  name: string;
  /** `escaped`: written `$${…}`, so it stands there literally. */
  kind: 'filled' | 'default' | 'missing' | 'escaped';
  /** Whose value it is, for `filled`. */
  origin?: Origin;
  /** A value from outside that landed between quotes and was escaped for it. */
  as_json_string: boolean;
  /** 0 in the template itself, 1 in the value of one of its placeholders, and so on. */
  depth: number;
};

export type Filled = {
  text: string;
  /** In order of `start`, an outer span before those inside it. */
  spans: Span[];
  /** Names of values that were not to be escaped and would leave the string that they landed in: the text is not safe to send. */
  breaking: string[];
};

export type FillOptions = {
  /** `parameters` or `credential`. */
  prefix?: string;
  marks?: Marks;
  /** The template is JSON: a value from outside that lands between quotes is escaped as a string, whatever it looks like. */
  json?: boolean;
  /** Which values may hold placeholders themselves. Those from outside may in bodies, never in URLs, headers and scripts (`saved`). */
  expand?: 'all' | 'saved' | 'none';
  /** Record spans. */
  trace?: boolean;
  /** Stretches of the template that were filled already. */
  constants?: readonly { start: number; end: number; name: string }[];
};

/** Limits that keep a few small values from growing into a huge text: placeholders inside values, and text inserted more than once. */
const maxExpansions = 1000;
const maxRepeated = 4 * 1024 * 1024;
const longestQuoted = 10_000;

const DOLLAR = 36;

/**
 * Fills `${parameters.name}` and `${parameters.name:-default}` as commons-text's StringSubstitutor does: values are filled in turn, a
 * placeholder without value or default stays, `$${…}` loses a dollar (predict.md §1.9).
 * @throws StudioError 400 when values refer to each other in a circle, or grow beyond the limits
 */
export const substitute = (template: string, values: Values, prefix = 'parameters'): string =>
  template.includes('${') ? new Filling(values, { prefix }).fill(template).text : template;

/** As substitute, knowing whose values they are and recording what came from where. */
export const substituteTraced = (template: string, values: Values, options: FillOptions = {}): Filled =>
  new Filling(values, { trace: true, ...options }).fill(template);

/** One filling. Over 200 lines with its bounds and spans, because they belong to every step of one algorithm. */
class Filling {
  private readonly values: Values;
  private readonly options: FillOptions;
  private readonly prefix: string;
  private readonly quotes: QuoteState | undefined;
  private readonly pieces: string[] = [];
  private readonly spans: Span[] = [];
  private readonly breaking: string[] = [];
  private readonly chain: string[] = [];
  private readonly seen = new Set<string>();
  private length = 0;
  private last = 0;
  private expansions = 0;
  private repeated = 0;
  private constants = 0;
  /** Where the first placeholder stood: in the output and in the template. */
  private first: [output: number, template: number] | undefined;
  private template = '';

  constructor(values: Values, options: FillOptions) {
    this.values = values;
    this.options = options;
    this.prefix = `\${${options.prefix ?? 'parameters'}.`;
    this.quotes = options.json ? new QuoteState() : undefined;
  }

  fill(template: string): Filled {
    this.template = template;
    this.run(template);
    return { text: this.pieces.length === 1 ? (this.pieces[0] ?? '') : this.pieces.join(''), spans: this.spans, breaking: this.breaking };
  }

  /** Fills one region: the template, or a value that was inserted. Only what stands in the region can escape its placeholders. */
  private run(region: string): void {
    const { prefix } = this;
    const start = this.length;
    let from = 0;
    let close = -1;
    for (let at = region.indexOf(prefix); at >= 0; ) {
      if (close < at) close = region.indexOf('}', at);
      if (close < 0) break;
      const before = at > from ? region.charCodeAt(at - 1) : this.length > start ? this.last : 0;
      if (before === DOLLAR) {
        if (at > from) this.literal(region, from, at - 1);
        else this.dropLast();
        from = at;
        at = region.indexOf(prefix, at + 2);
        // One that holds another placeholder is no stretch of its own.
        if (at < 0 || at > close)
          this.span('escaped', nameOf(region.slice(from + prefix.length, close)).name, this.length, close + 1 - from);
      } else {
        this.literal(region, from, at);
        this.first ??= [this.length, at];
        from = close + 1;
        this.placeholder(region.slice(at, from));
        at = region.indexOf(prefix, from);
      }
    }
    this.literal(region, from, region.length);
  }

  private placeholder(whole: string): void {
    const { name, fallback } = nameOf(whole.slice(this.prefix.length, -1), this.prefix);
    if (this.chain.includes(name)) throw this.circle();
    const value = this.values.get(name) ?? null;
    if (value === null && fallback === undefined) {
      this.span('missing', name, this.length, whole.length);
      this.emit(whole);
    } else if (value === null) this.insert(fallback ?? '', name, 'default', false);
    else this.insertValue(value, name);
  }

  private insertValue(value: string, name: string): void {
    const mark = this.options.marks?.get(name);
    const isGiven = mark !== undefined && mark.origin !== 'connector';
    const quote = isGiven && this.quotes ? this.quotes.inside : '';
    if (quote === '') {
      this.insert(value, name, 'filled', false, mark?.origin);
      return;
    }
    if (this.quotes?.isEscaping || (mark?.kept && leavesString(value, quote))) this.breaking.push(name);
    const text = mark?.kept ? value : escapeFor(quote, mark?.raw ?? value);
    this.insert(text, name, 'filled', !mark?.kept, mark?.origin);
  }

  private insert(text: string, name: string, kind: 'filled' | 'default', asJsonString: boolean, origin?: Origin): void {
    this.assertBounds(text, name);
    const span = this.span(kind, name, this.length, 0, asJsonString, kind === 'filled' ? (origin ?? 'connector') : undefined);
    this.chain.push(name);
    if (this.mayExpand(origin)) this.run(text);
    else this.emit(text);
    this.chain.pop();
    if (span) span.end = this.length;
  }

  private mayExpand(origin: Origin | undefined): boolean {
    const { expand = 'all' } = this.options;
    return expand === 'all' || (expand === 'saved' && (origin ?? 'connector') === 'connector');
  }

  private assertBounds(text: string, name: string): void {
    if (this.chain.length > 0 && ++this.expansions > maxExpansions) {
      throw illegalArgument(`Parameter values hold more than ${maxExpansions} placeholders of each other; the last one was ${name}`);
    }
    if (this.seen.has(name)) this.repeated += text.length;
    else this.seen.add(name);
    if (this.repeated > maxRepeated) throw illegalArgument(`Parameter values grow beyond 4 MiB when filled in; the last one was ${name}`);
  }

  private circle(): StudioError {
    const [output, template] = this.first ?? [0, 0];
    const whole = this.pieces.join('').slice(0, output) + this.template.slice(template);
    const shown = whole.length > longestQuoted ? `${whole.slice(0, longestQuoted)}…` : whole;
    return new StudioError('illegal_state_exception', 400, `Infinite loop in property interpolation of ${shown}: ${this.chain.join('->')}`);
  }

  private literal(region: string, from: number, to: number): void {
    if (this.options.trace && this.chain.length === 0) this.constantsIn(from, to);
    if (to > from) this.emit(region.slice(from, to));
  }

  private constantsIn(from: number, to: number): void {
    const { constants = [] } = this.options;
    for (let next = constants[this.constants]; next && next.end <= to; next = constants[++this.constants]) {
      if (next.start >= from) this.span('default', next.name, this.length + next.start - from, next.end - next.start);
    }
  }

  private emit(piece: string): void {
    if (piece === '') return;
    this.pieces.push(piece);
    this.length += piece.length;
    this.last = piece.charCodeAt(piece.length - 1);
    this.quotes?.advance(piece);
  }

  /** Takes the escaping dollar back. It never mattered to the quotes. */
  private dropLast(): void {
    const piece = this.pieces.pop() ?? '';
    if (piece.length > 1) this.pieces.push(piece.slice(0, -1));
    this.length--;
    // It may be the end of the value that was inserted last, and of what stands in it.
    for (let index = this.spans.length - 1; index >= 0; index--) {
      const span = this.spans[index];
      if (span && span.end > this.length) span.end = this.length;
      if (!span || span.depth <= this.chain.length) break;
    }
  }

  private span(kind: Span['kind'], name: string, start: number, length: number, asJsonString = false, origin?: Origin): Span | undefined {
    if (!this.options.trace) return undefined;
    const span: Span = { start, end: start + length, name, kind, as_json_string: asJsonString, depth: this.chain.length };
    if (origin) span.origin = origin;
    this.spans.push(span);
    return span;
  }
}

const escapeFor = (quote: '"' | "'", text: string): string =>
  quote === '"' ? escapeJson(text) : escapeJson(text).replaceAll("'", '\\u0027');

/** Splits at the first `:-`, unless a prefix comes before it. */
function nameOf(expression: string, prefix?: string): { name: string; fallback?: string } {
  const at = expression.indexOf(':-');
  if (at < 0) return { name: expression };
  const nested = prefix === undefined ? -1 : expression.indexOf(prefix);
  if (nested >= 0 && nested < at) return { name: expression };
  return { name: expression.slice(0, at), fallback: expression.slice(at + 2) };
}
