import type { Spend } from './clause-budget.ts';

/** What a query string says, before fields and words are looked up. */
export type Expression =
  | { type: 'group'; clauses: { occur: 'must' | 'should' | 'not'; expression: Expression }[] }
  | { type: 'text'; field: string | undefined; text: string; isPhrase: boolean; hasWildcard: boolean }
  | { type: 'range'; field: string | undefined; from: string; to: string; includesFrom: boolean; includesTo: boolean };

export type Dialect = 'query_string' | 'simple_query_string';
type Options = {
  dialect: Dialect;
  operator: 'or' | 'and';
  /** Told of every clause. */
  spend?: Spend;
};

type Conjunction = 'and' | 'or' | undefined;
type Group = Extract<Expression, { type: 'group' }>;

const deepest = 20;

/**
 * Parses Lucene's classic syntax, or the simple one, whose operators are signs only and which never fails.
 * @throws Error when brackets or quotes do not close (classic syntax); what `spend` throws
 */
export function parseQueryString(text: string, options: Options): Group {
  const parser = new QueryStringParser(text, options);
  return parser.group(undefined, 0);
}

/** One class, because every step moves the same position. */
class QueryStringParser {
  private readonly text: string;
  private readonly options: Options;
  private at = 0;

  constructor(text: string, options: Options) {
    this.text = text;
    this.options = options;
  }

  private get isSimple(): boolean {
    return this.options.dialect === 'simple_query_string';
  }

  group(field: string | undefined, depth: number): Group {
    if (depth > deepest) throw new Error('too deep');
    const group: Group = { type: 'group', clauses: [] };
    for (;;) {
      this.skipSpace();
      if (this.at >= this.text.length || this.text[this.at] === ')') break;
      const conjunction = this.conjunction();
      const modifier = this.modifier();
      this.skipSpace();
      if (this.at >= this.text.length || this.text[this.at] === ')') break;
      this.add(group, conjunction, modifier, this.primary(field, depth));
    }
    if (depth === 0 && this.at < this.text.length) {
      if (!this.isSimple) throw new Error('unexpected )');
      this.at++;
      const { clauses } = this.group(field, 0);
      return { type: 'group', clauses: [...group.clauses, ...clauses] };
    }
    return group;
  }

  /** Lucene's own rule for mixing AND, OR and signs: an operator also changes the clause before it. */
  private add(group: Group, conjunction: Conjunction, modifier: '+' | '-' | undefined, expression: Expression): void {
    this.options.spend?.(1);
    const last = group.clauses.at(-1);
    const isAnd = this.options.operator === 'and';
    if (last && last.occur !== 'not') {
      if (conjunction === 'and') last.occur = 'must';
      else if (conjunction === 'or' && isAnd) last.occur = 'should';
    }
    const isRequired = isAnd ? conjunction !== 'or' : modifier === '+' || conjunction === 'and';
    group.clauses.push({ occur: modifier === '-' ? 'not' : isRequired ? 'must' : 'should', expression });
  }

  private skipSpace(): void {
    while (/\s/.test(this.text[this.at] ?? '')) this.at++;
  }

  private take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }

  private conjunction(): Conjunction {
    const found = this.take(this.isSimple ? /[+|]/y : /(AND|OR)(?=[\s(])|&&|\|\|/y);
    this.skipSpace();
    if (found === undefined) return undefined;
    return found === 'AND' || found === '&&' || found === '+' ? 'and' : 'or';
  }

  private modifier(): '+' | '-' | undefined {
    const found = this.take(this.isSimple ? /-/y : /NOT(?=[\s(])|[+!-]/y);
    if (found === undefined) return undefined;
    return found === '+' ? '+' : '-';
  }

  private primary(field: string | undefined, depth: number): Expression {
    if (this.text[this.at] === '(') {
      this.at++;
      const inner = this.group(field, depth + 1);
      if (this.text[this.at] === ')') this.at++;
      else if (!this.isSimple) throw new Error('missing )');
      this.take(/\^[\d.]+/y);
      return inner;
    }
    const name = this.isSimple ? undefined : this.take(/(\\.|[^\s:()"[\]{}\\^~+!<>=-])(\\.|[^\s:()"[\]{}\\^~])*(?=:)/y);
    if (name === undefined) return this.value(field);
    this.at++;
    this.skipSpace();
    return this.text[this.at] === '(' ? this.primary(unescaped(name), depth) : this.value(unescaped(name));
  }

  private value(field: string | undefined): Expression {
    if (!this.isSimple && /[[{]/.test(this.text[this.at] ?? '')) return this.range(field);
    if (!this.isSimple) {
      const bound = this.take(/[<>]=?/y);
      if (bound) return this.openRange(field, bound, this.word());
    }
    const quoted = this.take(/"(\\.|[^"\\])*"/y);
    if (quoted !== undefined) {
      this.take(/~\d*/y);
      this.take(/\^[\d.]+/y);
      return { type: 'text', field, text: unescaped(quoted.slice(1, -1)), isPhrase: true, hasWildcard: false };
    }
    if (this.text[this.at] === '"' && !this.isSimple) throw new Error('missing "');
    const raw = this.word();
    return { type: 'text', field, text: unescaped(raw), isPhrase: false, hasWildcard: /(^|[^\\])[*?]/.test(raw) };
  }

  private word(): string {
    const word = this.take(this.isSimple ? /(\\.|[^\s()|])+/y : /(\\.|[^\s()"[\]{}^~])+/y);
    if (word === undefined) {
      if (!this.isSimple) throw new Error(`unexpected ${this.text[this.at] ?? 'end'}`);
      this.at++;
      return '';
    }
    this.take(/~[\d.]*/y);
    this.take(/\^[\d.]+/y);
    return word;
  }

  private range(field: string | undefined): Expression {
    const found = this.take(/[[{]\s*(\S+)\s+TO\s+(\S+?)\s*[\]}]/y);
    const [, from, to] = /[[{]\s*(\S+)\s+TO\s+(\S+?)\s*[\]}]/.exec(found ?? '') ?? [];
    if (!found || from === undefined || to === undefined) throw new Error('broken range');
    return { type: 'range', field, from, to, includesFrom: found.startsWith('['), includesTo: found.endsWith(']') };
  }

  private openRange(field: string | undefined, bound: string, value: string): Expression {
    const includes = bound.endsWith('=');
    const isUpper = bound.startsWith('<');
    const [from, to] = isUpper ? ['*', value] : [value, '*'];
    return { type: 'range', field, from, to, includesFrom: isUpper || includes, includesTo: !isUpper || includes };
  }
}

const unescaped = (text: string) => text.replace(/\\(.)/g, '$1');
