import { type Json, JsonNumber } from '#lib/json/json.ts';
import { mostKeys } from '#lib/json/json-scanner.ts';

const QUOTE = 34;
const APOSTROPHE = 39;
const BACKSLASH = 92;
const LEFT_BRACE = 123;
const RIGHT_BRACE = 125;
const LEFT_BRACKET = 91;
const RIGHT_BRACKET = 93;
const COMMA = 44;
const SEMICOLON = 59;
const COLON = 58;

/** Gson reads no deeper (JsonReader's nesting limit). It also keeps the stack of this reader small. */
const maxDepth = 255;

/** What ends a bare word: `, : ] } / \ " [ { ; = #`. */
const wordEnd = new Set([...',:]}/\\"[{;=#'].map((character) => character.charCodeAt(0)));
const isSpace = (code: number) => code === 32 || code === 10 || code === 13 || code === 9;
const escapes = new Map(Object.entries({ b: '\b', t: '\t', n: '\n', f: '\f', r: '\r', '"': '"', "'": "'", '\\': '\\', '/': '/' }));
const strictNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const words = new Map<string, null | boolean>([
  ['null', null],
  ['true', true],
  ['false', false],
]);

/**
 * Reads the JSON that ML Commons accepts in payloads and parameters: what org.json and Gson's lenient reader both take, an object or an
 * array with bare words, single quotes and `;` (predict.md §1.2). A method answers undefined where the text is refused.
 */
class LenientReader {
  private readonly text: string;
  private readonly build: boolean;
  private at = 0;
  private depth = 0;
  private keys = 0;

  constructor(text: string, build: boolean) {
    this.text = text;
    this.build = build;
  }

  document(): Json | undefined {
    const code = this.skip();
    const value = code === LEFT_BRACE ? this.object() : code === LEFT_BRACKET ? this.array() : undefined;
    if (value === undefined) return undefined;
    this.skip();
    return this.at === this.text.length ? value : undefined;
  }

  /** Moves behind white space; the code of the character there, NaN at the end. */
  private skip(): number {
    let code = this.text.charCodeAt(this.at);
    while (isSpace(code)) code = this.text.charCodeAt(++this.at);
    return code;
  }

  private value(code: number): Json | undefined {
    if (code === LEFT_BRACE) return this.object();
    if (code === LEFT_BRACKET) return this.array();
    if (code === QUOTE || code === APOSTROPHE) return this.string(code);
    const word = this.word();
    return word === undefined || !this.build ? word : meaning(word);
  }

  private object(): Json | undefined {
    if (++this.depth > maxDepth) return undefined;
    this.at++;
    const members = new Map<string, Json>();
    let code = this.skip();
    while (code !== RIGHT_BRACE || members.size > 0) {
      const name = code === QUOTE || code === APOSTROPHE ? this.string(code) : this.word();
      if (name === undefined || members.has(name) || ++this.keys > mostKeys || this.skip() !== COLON) return undefined;
      this.at++;
      const value = this.value(this.skip());
      if (value === undefined) return undefined;
      members.set(name, value);
      code = this.skip();
      if (code === RIGHT_BRACE) break;
      if (code !== COMMA && code !== SEMICOLON) return undefined;
      this.at++;
      code = this.skip();
    }
    this.at++;
    this.depth--;
    return members;
  }

  /** Elements may be missing: `[,]` has two, both null. */
  private array(): Json | undefined {
    if (++this.depth > maxDepth) return undefined;
    this.at++;
    const items: Json[] = [];
    for (let afterComma = false; ; afterComma = true) {
      let code = this.skip();
      if (code === RIGHT_BRACKET && !afterComma) break;
      const item = code === COMMA || code === RIGHT_BRACKET ? null : this.value(code);
      if (item === undefined) return undefined;
      if (this.build) items.push(item);
      code = this.skip();
      if (code === RIGHT_BRACKET) break;
      if (code !== COMMA) return undefined;
      this.at++;
    }
    this.at++;
    this.depth--;
    return items;
  }

  private word(): string | undefined {
    const start = this.at;
    for (;;) {
      const code = this.text.charCodeAt(this.at);
      if (!(code > 32) || wordEnd.has(code)) break;
      this.at++;
    }
    return this.at > start ? this.text.slice(start, this.at) : undefined;
  }

  private string(quote: number): string | undefined {
    const { text } = this;
    const start = this.at + 1;
    let from = start;
    let read = '';
    for (let at = start; ; at++) {
      const code = text.charCodeAt(at);
      if (code === quote) {
        this.at = at + 1;
        return from === start ? text.slice(start, at) : read + text.slice(from, at);
      }
      if (code === BACKSLASH) {
        const character = this.escape(at + 1);
        if (character === undefined) return undefined;
        read += text.slice(from, at) + character;
        at += text.charAt(at + 1) === 'u' ? 5 : 1;
        from = at + 1;
      } else if (!(code > 13) && (code === 10 || code === 13 || code === 0 || Number.isNaN(code))) return undefined;
    }
  }

  private escape(at: number): string | undefined {
    if (this.text.charAt(at) !== 'u') return escapes.get(this.text.charAt(at));
    const digits = this.text.slice(at + 1, at + 5);
    return /^[0-9a-fA-F]{4}$/.test(digits) ? String.fromCharCode(Number.parseInt(digits, 16)) : undefined;
  }
}

/** What Gson makes of a bare word: null, true and false in any letter case, a strict number, else a string. */
function meaning(word: string): Json {
  const literal = word.length <= 5 ? words.get(word.toLowerCase()) : undefined;
  if (literal !== undefined) return literal;
  return strictNumber.test(word) ? new JsonNumber(word) : word;
}

export const isLenientJson = (text: string): boolean => new LenientReader(text, false).document() !== undefined;

/** The value of a lenient text, undefined where it is refused. */
export const readLenientJson = (text: string): Json | undefined => new LenientReader(text, true).document();
