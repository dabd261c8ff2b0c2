import { illegalArgument } from '#lib/errors.ts';
import {
  describeCharacter,
  type JsonDialect,
  jsonEnd,
  jsonError,
  missingClose,
  nonStandardNumber,
  type Spot,
  unexpectedCharacter,
  unexpectedValue,
  wordAt,
  wrongClose,
} from './json-syntax-error.ts';

/** What the scanner makes of what it reads: plain values, or nodes that know their place. */
export type Build<T> = {
  text(value: string, start: number, end: number): T;
  number(text: string, start: number, end: number): T;
  literal(value: null | boolean, start: number, end: number): T;
  array(items: T[], start: number, end: number): T;
  object(members: Map<string, T>, start: number, end: number): T;
};

export type ReadOptions = {
  dialect?: JsonDialect;
  /** Deepest nesting; deeper is refused before the stack is at risk. */
  maxDepth?: number;
  /** Most members of all objects together. A million take a second, in which nothing else happens. */
  maxKeys?: number;
  /** Most elements of one array. */
  maxItems?: number;
};

type Inside = 'Array' | 'Object' | 'root';

/** What is read when nobody asks for less. */
const deepest = 1000;
export const mostKeys = 200_000;

const QUOTE = 34;
const BACKSLASH = 92;
const LEFT_BRACE = 123;
const RIGHT_BRACE = 125;
const LEFT_BRACKET = 91;
const RIGHT_BRACKET = 93;
const MINUS = 45;
const COMMA = 44;
const COLON = 58;
const BOM = 0xfeff;
const END = -1;

const isDigit = (code: number) => code >= 48 && code <= 57;
const isWordPart = (code: number) =>
  isDigit(code) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95 || code === 36 || code > 0x9f;
const escapes = new Map(Object.entries({ '"': '"', '\\': '\\', '/': '/', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }));

/**
 * Reads one JSON value strictly, in one pass over the characters, and complains in Jackson's words (rest-api.md §1.7).
 * One class, because position, depth and counters belong to every step; over 200 lines, because it is a grammar.
 */
export class JsonScanner<T> {
  private readonly text: string;
  private readonly build: Build<T>;
  private readonly dialect: JsonDialect;
  private readonly maxDepth: number;
  private readonly maxKeys: number;
  private readonly maxItems: number;
  private at = 0;
  private depth = 0;
  private keys = 0;

  constructor(text: string, build: Build<T>, options: ReadOptions) {
    this.text = text;
    this.build = build;
    this.dialect = options.dialect ?? 'request';
    this.maxDepth = options.maxDepth ?? deepest;
    this.maxKeys = options.maxKeys ?? mostKeys;
    this.maxItems = options.maxItems ?? Number.POSITIVE_INFINITY;
  }

  /** The first value of the text; what follows it is not looked at. Undefined when there is nothing but white space. */
  read(): T | undefined {
    if (this.dialect === 'request' && this.text.charCodeAt(0) === BOM) this.at = 1;
    const code = this.skip();
    return code === END ? undefined : this.value(code, 'root');
  }

  private spot(at = this.at): Spot {
    return { text: this.text, at, dialect: this.dialect };
  }

  /** Moves to the next character that is neither white space nor comment and returns its code, or END. */
  private skip(): number {
    const { text } = this;
    for (;;) {
      const code = text.charCodeAt(this.at);
      if (code > 32) {
        if (code !== 47) return code;
        this.comment();
      } else if (code === 32 || code === 10 || code === 13 || code === 9) this.at++;
      else if (Number.isNaN(code)) return END;
      else {
        throw jsonError(
          `Illegal character (${describeCharacter(code)}): only regular white space (\\r, \\n, \\t) is allowed between tokens`,
          this.spot(),
        );
      }
    }
  }

  private comment(): void {
    if (this.dialect === 'text') {
      throw unexpectedCharacter(
        ": maybe a (non-standard) comment? (not recognized as one since Feature 'ALLOW_COMMENTS' not enabled for parser)",
        this.spot(),
      );
    }
    const next = this.text.charAt(this.at + 1);
    if (next === '*') {
      const end = this.text.indexOf('*/', this.at + 2);
      if (end < 0) throw jsonEnd(' in a comment', this.spot());
      this.at = end + 2;
    } else if (next === '/') {
      while (this.at < this.text.length && this.text.charAt(this.at) !== '\n' && this.text.charAt(this.at) !== '\r') this.at++;
    } else if (next === '') throw jsonEnd(' in a comment', this.spot());
    else throw unexpectedCharacter(": was expecting either '*' or '/' for a comment", this.spot(this.at + 1));
  }

  private value(code: number, inside: Inside): T {
    const start = this.at;
    if (code === QUOTE) return this.build.text(this.string('string value'), start, this.at);
    if (code === LEFT_BRACE) return this.object(start);
    if (code === LEFT_BRACKET) return this.array(start);
    if (isDigit(code) || code === MINUS) return this.number(inside);
    const literal = code === 116 ? 'true' : code === 102 ? 'false' : code === 110 ? 'null' : '';
    if (literal === '' || !this.text.startsWith(literal, start) || isWordPart(this.text.charCodeAt(start + literal.length))) {
      throw unexpectedValue(this.spot(), inside);
    }
    this.at += literal.length;
    return this.build.literal(code === 110 ? null : code === 116, start, this.at);
  }

  private enter(): void {
    this.at++;
    if (++this.depth <= this.maxDepth) return;
    throw jsonError(
      `Document nesting depth (${this.depth}) exceeds the maximum allowed (${this.maxDepth}, from \`StreamReadConstraints.getMaxNestingDepth()\`)`,
      this.spot(),
      'stream_constraints_exception',
    );
  }

  private leave(): void {
    this.at++;
    this.depth--;
  }

  private object(start: number): T {
    this.enter();
    const members = new Map<string, T>();
    let code = this.skip();
    while (code !== RIGHT_BRACE) {
      if (members.size > 0) {
        this.separator(code, 'Object', start);
        code = this.skip();
        if (code === END) throw this.endAfterComma('Object');
      }
      if (code !== QUOTE) throw this.noName(code, start);
      const name = this.string('name');
      if (members.has(name)) throw jsonError(`Duplicate field '${name}'`, this.spot());
      if (++this.keys > this.maxKeys) throw illegalArgument(`The JSON document has more than ${this.maxKeys} keys`);
      code = this.skip();
      if (code === COLON) {
        this.at++;
        code = this.skip();
      } else if (code !== END) throw unexpectedCharacter(': was expecting a colon to separate field name and value', this.spot());
      if (code === END) throw jsonEnd(' within/between Object entries', this.spot());
      members.set(name, this.value(code, 'Object'));
      code = this.skip();
    }
    this.leave();
    return this.build.object(members, start, this.at);
  }

  private noName(code: number, start: number): Error {
    if (code === END) return missingClose('Object', start, this.spot());
    if (code === RIGHT_BRACKET) return wrongClose(']', '}', 'Object', start, this.spot());
    return unexpectedCharacter(': was expecting double-quote to start field name', this.spot());
  }

  private array(start: number): T {
    this.enter();
    const items: T[] = [];
    let code = this.skip();
    while (code !== RIGHT_BRACKET) {
      if (items.length > 0) {
        this.separator(code, 'Array', start);
        code = this.skip();
        if (code === END) throw this.endAfterComma('Array');
      } else if (code === END) throw missingClose('Array', start, this.spot());
      else if (code === RIGHT_BRACE) throw wrongClose('}', ']', 'Array', start, this.spot());
      if (items.length >= this.maxItems) throw illegalArgument(`An array of the JSON document has more than ${this.maxItems} elements`);
      items.push(this.value(code, 'Array'));
      code = this.skip();
    }
    this.leave();
    return this.build.array(items, start, this.at);
  }

  private separator(code: number, what: 'Array' | 'Object', start: number): void {
    if (code === COMMA) {
      this.at++;
      return;
    }
    if (code === END) throw missingClose(what, start, this.spot());
    if (code === RIGHT_BRACE) throw wrongClose('}', ']', what, start, this.spot());
    if (code === RIGHT_BRACKET) throw wrongClose(']', '}', what, start, this.spot());
    throw unexpectedCharacter(`: was expecting comma to separate ${what} entries`, this.spot());
  }

  /** Jackson calls this one a syntax error, not an early end. */
  private endAfterComma(what: 'Array' | 'Object'): Error {
    return jsonError(`Unexpected end-of-input within/between ${what} entries`, this.spot());
  }

  private string(what: 'name' | 'string value'): string {
    const { text } = this;
    const start = this.at + 1;
    let from = start;
    let read = '';
    for (let at = start; ; at++) {
      const code = text.charCodeAt(at);
      if (code === QUOTE) {
        this.at = at + 1;
        return from === start ? text.slice(start, at) : read + text.slice(from, at);
      }
      if (code === BACKSLASH) {
        read += text.slice(from, at) + this.escape(at);
        at += text.charCodeAt(at + 1) === 117 ? 5 : 1;
        from = at + 1;
      } else if (!(code >= 32)) throw this.badString(at, what);
    }
  }

  private escape(at: number): string {
    const { text } = this;
    const kind = text.charAt(at + 1);
    if (kind === 'u') {
      for (let digit = at + 2; digit < at + 6; digit++) {
        if (digit >= text.length) throw jsonEnd(' in character escape sequence', this.spot());
        if (!/[0-9a-fA-F]/.test(text.charAt(digit))) {
          throw unexpectedCharacter(': expected a hex-digit for character escape sequence', this.spot(digit));
        }
      }
      return String.fromCharCode(Number.parseInt(text.slice(at + 2, at + 6), 16));
    }
    const character = escapes.get(kind);
    if (character !== undefined) return character;
    if (kind === '') throw jsonEnd(' in character escape sequence', this.spot());
    throw jsonError(`Unrecognized character escape ${describeCharacter(kind.charCodeAt(0))}`, this.spot(at + 1));
  }

  private badString(at: number, what: 'name' | 'string value'): Error {
    if (at < this.text.length) {
      const found = describeCharacter(this.text.charCodeAt(at));
      return jsonError(`Illegal unquoted character (${found}): has to be escaped using backslash to be included in ${what}`, this.spot(at));
    }
    if (what === 'name') return jsonEnd(' in field name', this.spot());
    return jsonEnd(this.dialect === 'request' ? ' in VALUE_STRING' : ': was expecting closing quote for a string value', this.spot());
  }

  private number(inside: Inside): T {
    const { text } = this;
    const start = this.at;
    let at = start;
    if (text.charCodeAt(at) === MINUS) at = this.minus(at);
    if (text.charCodeAt(at) === 48) {
      at++;
      if (isDigit(text.charCodeAt(at))) throw jsonError('Invalid numeric value: Leading zeroes not allowed', this.spot(at));
    } else while (isDigit(text.charCodeAt(at))) at++;
    if (text.charCodeAt(at) === 46) at = this.digits(at + 1, 'Decimal point not followed by a digit');
    if ((text.charCodeAt(at) | 32) === 101) {
      const sign = text.charAt(at + 1);
      at = this.digits(sign === '-' || sign === '+' ? at + 2 : at + 1, 'Exponent indicator not followed by a digit');
    }
    this.at = at;
    if (inside === 'root' && at < text.length && text.charCodeAt(at) > 32) {
      throw unexpectedCharacter(': Expected space separating root-level values', this.spot());
    }
    return this.build.number(text.slice(start, at), start, at);
  }

  private minus(start: number): number {
    const at = start + 1;
    if (isDigit(this.text.charCodeAt(at))) return at;
    if (at >= this.text.length) throw jsonEnd(' in a Number value', this.spot());
    if (wordAt(this.text, at) === 'Infinity') throw nonStandardNumber('-Infinity', this.spot(start));
    throw unexpectedCharacter(' in numeric value: expected digit (0-9) to follow minus sign, for valid numeric value', this.spot(at));
  }

  private digits(from: number, complaint: string): number {
    let at = from;
    while (isDigit(this.text.charCodeAt(at))) at++;
    if (at > from) return at;
    throw unexpectedCharacter(` in numeric value: ${complaint}`, this.spot(Math.min(at, this.text.length - 1)));
  }
}
