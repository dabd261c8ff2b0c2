import { chargeText, joinTexts } from '../budget.ts';
import { type Method, methodTable } from '../method-table.ts';
import { thrown } from '../script-problem.ts';
import { Opaque } from '../values.ts';
import { text } from './arguments.ts';
import { objectMethods } from './object-methods.ts';

export class JoinerValue extends Opaque {
  readonly className = 'java.util.StringJoiner';
  readonly separator: string;
  readonly before: string;
  readonly after: string;
  joined: string | null = null;

  constructor(separator: string, before = '', after = '') {
    super();
    this.separator = separator;
    this.before = before;
    this.after = after;
  }

  override get text(): string {
    return chargeText(this.before + (this.joined ?? '') + this.after);
  }
}

/** `StringJoiner`. */
export const joinerMethods = methodTable<JoinerValue>(objectMethods as Record<string, Method<JoinerValue>>, {
  'add/1': (self, value) => {
    self.joined = self.joined === null ? text(value) : joinTexts(self.joined, self.separator + text(value));
    return self;
  },
  'length/0': (self) => self.text.length,
});

export class TokenizerValue extends Opaque {
  readonly className = 'java.util.StringTokenizer';
  readonly tokens: string[];

  constructor(whole: string, separators = ' \t\n\r\f') {
    super();
    const parts: string[] = [''];
    for (const unit of chargeText(whole)) {
      if (separators.includes(unit)) parts.push('');
      else parts[parts.length - 1] += unit;
    }
    this.tokens = parts.filter((part) => part !== '');
  }

  next(): string {
    const token = this.tokens.shift();
    if (token === undefined) throw thrown('NoSuchElementException', null);
    return token;
  }
}

/** `StringTokenizer`. */
export const tokenizerMethods = methodTable<TokenizerValue>(objectMethods as Record<string, Method<TokenizerValue>>, {
  'hasMoreTokens/0': (self) => self.tokens.length > 0,
  'nextToken/0': (self) => self.next(),
  'countTokens/0': (self) => self.tokens.length,
});
