import type { Json } from '#lib/json/json.ts';

export type Quote = "'" | '"';

export type Token =
  | { kind: 'property'; names: readonly string[]; quote: Quote }
  | { kind: 'index'; indexes: readonly number[] }
  | { kind: 'slice'; from: number | null; to: number | null }
  | { kind: 'wildcard' }
  | { kind: 'scan' }
  | { kind: 'filter'; filter: Filter }
  | { kind: 'function'; name: string };

export type Path = {
  /** The document, or inside a filter the element that is judged. */
  root: '$' | '@';
  tokens: readonly Token[];
  /** Leads to one place: the value itself is the result, not a list of values. */
  isDefinite: boolean;
  /** For each token, whether all before it are definite: only then a missing member is an error. */
  definiteBefore: readonly boolean[];
};

export type Operator =
  | '=='
  | '==='
  | '!='
  | '!=='
  | '<'
  | '<='
  | '>'
  | '>='
  | '=~'
  | 'in'
  | 'nin'
  | 'contains'
  | 'all'
  | 'size'
  | 'empty'
  | 'subsetof'
  | 'anyof'
  | 'noneof';

export type Pattern = { matches(text: string): boolean; cost(text: string): number };

export type Operand = { kind: 'path'; path: Path } | { kind: 'literal'; value: Json } | { kind: 'pattern'; pattern: Pattern };

export type Filter =
  | { kind: 'any' | 'all'; parts: readonly Filter[] }
  | { kind: 'not'; part: Filter }
  | { kind: 'exists'; path: Path; expected: boolean }
  | { kind: 'compare'; left: Operand; operator: Operator; right: Operand };

/** As Jayway prints a compiled path: `$['a'][0]['t']`. */
export const pathText = ({ root, tokens }: Pick<Path, 'root' | 'tokens'>): string => root + tokens.map(tokenText).join('');

export function tokenText(token: Token): string {
  switch (token.kind) {
    case 'property':
      return `[${token.names.map((name) => token.quote + name + token.quote).join(',')}]`;
    case 'index':
      return `[${token.indexes.join(',')}]`;
    case 'slice':
      return `[${token.from ?? ''}:${token.to ?? ''}]`;
    case 'wildcard':
      return '[*]';
    case 'scan':
      return '..';
    case 'filter':
      return '[?]';
    case 'function':
      return `.${token.name}()`;
  }
}
