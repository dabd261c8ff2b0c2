import type { StaticMethod } from './classes.ts';
import type { Value } from './values.ts';

/** A type as written: `int`, `def`, `String`, `Map.Entry`, with its pairs of brackets. */
export type TypeName = { name: string; dimensions: number; at: number };

type Node<Kind extends string, Members = unknown> = { kind: Kind; at: number } & Members;

export type BinaryOperator = '+' | '-' | '*' | '/' | '%' | '<<' | '>>' | '>>>' | '&' | '|' | '^' | Comparison | '=~' | '==~';
export type Comparison = '<' | '<=' | '>' | '>=' | '==' | '!=' | '===' | '!==';

/** Where a local variable lives: its place in the frame of its function. Set by `resolve`. */
type Slot = { slot: number };

export type Variable = Node<'variable', Slot & { name: string; type: TypeName }>;
export type Field = Node<'field', { object: Expression; name: string; isSafe: boolean }>;
export type Index = Node<'index', { object: Expression; index: Expression }>;
export type Call = Node<'call', { object: Expression; name: string; key: string; arguments: Expression[]; isSafe: boolean }>;
export type Lambda = Node<
  'lambda',
  { parameters: Parameter[]; body: Block; captures: { from: number; to: number }[]; frameSize: number; height: number }
>;

export type Expression =
  | Node<'constant', { value: Value }>
  | Variable
  | Node<'list', { items: Expression[] }>
  | Node<'map', { entries: [key: Expression, value: Expression][] }>
  | Node<'array', { type: TypeName; items: Expression[] }>
  | Node<'new_array', { type: TypeName; sizes: Expression[] }>
  | Node<'new', { type: TypeName; arguments: Expression[]; make?: StaticMethod }>
  | Field
  | Index
  | Call
  | Node<'static_call', { method: StaticMethod; arguments: Expression[] }>
  | Node<'local_call', { name: string; arguments: Expression[]; target?: FunctionDeclaration }>
  | Node<'unary', { operator: '!' | '-' | '+' | '~'; operand: Expression }>
  | Node<'binary', { operator: BinaryOperator; left: Expression; right: Expression }>
  | Node<'logical', { operator: '&&' | '||'; left: Expression; right: Expression }>
  | Node<'ternary', { condition: Expression; yes: Expression; no: Expression }>
  | Node<'elvis', { left: Expression; right: Expression }>
  | Node<'instanceof', { operand: Expression; type: TypeName }>
  | Node<'cast', { type: TypeName; operand: Expression }>
  | Node<'assign', { target: Expression; operator: BinaryOperator | null; value: Expression }>
  | Node<'update', { target: Expression; by: 1 | -1; isPrefix: boolean }>
  | Lambda
  | Node<'reference', { type: string; name: string; target?: FunctionDeclaration }>
  | Node<'regex', { pattern: string; flags: string }>;

export type Parameter = Slot & { name: string; type: TypeName; at: number };

export type Statement =
  | Block
  | Node<'declaration', Slot & { name: string; type: TypeName; value: Expression | null }>
  | Node<'declarations', { items: Statement[] }>
  /** `isResult`: the last one of a script or a lambda, whose value is what that returns. */
  | Node<'expression', { expression: Expression; isResult: boolean }>
  | Node<'if', { condition: Expression; yes: Statement; no: Statement | null }>
  | Node<'while', { condition: Expression; body: Statement }>
  | Node<'do', { condition: Expression; body: Statement }>
  | Node<'for', { initializer: Statement | null; condition: Expression | null; afterthought: Expression | null; body: Statement }>
  | Node<'each', Slot & { name: string; type: TypeName; over: Expression; body: Statement }>
  | Node<'return', { value: Expression | null }>
  | Node<'throw', { value: Expression }>
  | Node<'break'>
  | Node<'continue'>
  | Node<'try', { body: Block; traps: Trap[] }>;

export type Block = Node<'block', { statements: Statement[] }>;
export type Trap = Slot & { type: TypeName; name: string; body: Block; at: number };

export type FunctionDeclaration = {
  name: string;
  type: TypeName;
  parameters: Parameter[];
  body: Block;
  at: number;
  /** Set by `resolve`: slots of a frame, and how deep its statements and expressions nest. */
  frameSize: number;
  height: number;
};

export type Script = { functions: Map<string, FunctionDeclaration>; body: Block; frameSize: number; height: number };

export const functionKey = (name: string, arity: number): string => `${name}/${arity}`;
export const def: TypeName = { name: 'def', dimensions: 0, at: 0 };
