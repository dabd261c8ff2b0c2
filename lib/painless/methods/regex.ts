import { isStudioError } from '#lib/errors.ts';
import { type JavaMatcher, type JavaRegex, javaRegex } from '#lib/predict/java-regex.ts';
import { charge, chargeText, checkTime, work } from '../budget.ts';
import { javaText } from '../java-text.ts';
import { type Method, methodTable } from '../method-table.ts';
import { ScriptProblem, thrown } from '../script-problem.ts';
import { ArrayValue, FunctionValue, Opaque, type Value } from '../values.ts';
import { callable, int, text, wrongType } from './arguments.ts';
import { objectMethods } from './object-methods.ts';
import { streamOver } from './stream.ts';

/** A regular expression, on the engine that takes linear time. */
export class PatternValue extends Opaque {
  readonly className = 'java.util.regex.Pattern';
  readonly source: string;
  readonly regex: JavaRegex;

  constructor(source: string, regex: JavaRegex) {
    super();
    this.source = source;
    this.regex = regex;
  }

  override get text(): string {
    return this.source;
  }
}

export class MatcherValue extends Opaque {
  readonly className = 'java.util.regex.Matcher';
  readonly pattern: PatternValue;
  readonly input: string;
  readonly matcher: JavaMatcher;

  constructor(pattern: PatternValue, input: string) {
    super();
    this.pattern = pattern;
    this.input = input;
    this.matcher = pattern.regex.matcher(input);
  }
}

/** `i` ignores case, `m` and `s` as everywhere; `c`, `l`, `u`, `U` and `x` change nothing here or are not supported. */
export function compilePattern(source: string, flags: string): PatternValue {
  if (/[xl]/.test(flags))
    throw thrown('IllegalArgumentException', `The flags x and l of regular expressions are not supported here: ${source}`);
  try {
    const options = { ignoreCase: flags.includes('i'), multiline: flags.includes('m'), dotAll: flags.includes('s') };
    return new PatternValue(source, javaRegex(source, options));
  } catch (error) {
    if (!isStudioError(error)) throw error;
    throw new ScriptProblem('runtime', 'pattern_syntax_exception', error.message, { throwable: 'PatternSyntaxException' });
  }
}

/** Of one search: the engine does a few things per character and instruction. */
function search<Result>(pattern: PatternValue, input: string, run: () => Result): Result {
  work(pattern.regex.cost(input) / 64);
  const result = run();
  checkTime();
  return result;
}

const matcherOf = (self: PatternValue, input: Value | undefined): MatcherValue => new MatcherValue(self, text(input));

/** `=~` and `==~`. */
export function finds(input: Value, pattern: Value, isWhole: boolean): boolean {
  if (!(pattern instanceof PatternValue)) throw wrongType(pattern, 'java.util.regex.Pattern');
  const { matcher } = matcherOf(pattern, input);
  return search(pattern, text(input), () => (isWhole ? matcher.matches() : matcher.find()));
}

/** Where the pattern is found, one after the other. */
function* matches(pattern: PatternValue, input: string): Generator<JavaMatcher> {
  const { matcher } = new MatcherValue(pattern, input);
  // The engine looks at each character once for all searches together, or little more.
  work(pattern.regex.cost(input) / 64);
  while (matcher.find()) {
    work(pattern.regex.cost(matcher.group(0) ?? '') / 64);
    checkTime();
    charge(1);
    yield matcher;
  }
}

function split(self: PatternValue, value: Value | undefined, limit: number): ArrayValue {
  const input = text(value);
  const parts: string[] = [];
  let start = 0;
  for (const match of matches(self, input)) {
    if (limit > 0 && parts.length === limit - 1) break;
    if (match.end(0) === 0) continue;
    parts.push(chargeText(input.slice(start, match.start(0))));
    start = match.end(0);
  }
  parts.push(input.slice(start));
  while (limit === 0 && parts.length > 1 && parts.at(-1) === '') parts.pop();
  return new ArrayValue('String', parts);
}

/** `'text'.replaceAll(/a./, m -> m.group())`: what the function gives replaces the match. */
export function replaceMatches(input: string, pattern: Value | undefined, replacement: Value | undefined, isAll: boolean): string {
  if (!(pattern instanceof PatternValue)) throw wrongType(pattern, 'java.util.regex.Pattern');
  if (!(replacement instanceof FunctionValue)) throw wrongType(replacement, 'java.util.function.Function');
  const holder = new MatcherValue(pattern, input);
  let [result, start] = ['', 0];
  work(pattern.regex.cost(input) / 64);
  while (holder.matcher.find()) {
    checkTime();
    result = chargeText(result + input.slice(start, holder.matcher.start(0)) + javaText(callable(replacement)(holder)));
    start = holder.matcher.end(0);
    if (!isAll) break;
  }
  return chargeText(result + input.slice(start));
}

export const patternMethods = methodTable<PatternValue>(objectMethods as Record<string, Method<PatternValue>>, {
  'matcher/1': matcherOf,
  'pattern/0': (self) => self.source,
  'split/1': (self, input) => split(self, input, 0),
  'split/2': (self, input, limit) => split(self, input, int(limit)),
  'splitAsStream/1': (self, input) => streamOver(split(self, input, 0).items),
  'asPredicate/0': (self) => new FunctionValue(([input = null]) => finds(input, self, false)),
});

/** The group of a match. @throws ScriptProblem without a match, or for a group that is not there */
function group<Result>(
  { matcher }: MatcherValue,
  which: Value | undefined,
  read: (matcher: JavaMatcher, group: number | string) => Result,
): Result {
  if (!matcher.hasMatch()) throw thrown('IllegalStateException', 'No match found');
  const name = typeof which === 'string' ? which : int(which);
  if (matcher.hasGroup(name)) return read(matcher, name);
  throw typeof name === 'string'
    ? thrown('IllegalArgumentException', `No group with name <${name}>`)
    : thrown('IndexOutOfBoundsException', `No group ${name}`);
}

const whole = (self: MatcherValue, run: (matcher: JavaMatcher) => boolean): boolean =>
  search(self.pattern, self.input, () => run(self.matcher));

function replaced(self: MatcherValue, replacement: Value | undefined, all: boolean): string {
  if (replacement instanceof FunctionValue) return replaceMatches(self.input, self.pattern, replacement, all);
  try {
    return chargeText(search(self.pattern, self.input, () => self.pattern.regex.replace(self.input, text(replacement), { all })));
  } catch (error) {
    if (!isStudioError(error)) throw error;
    throw thrown('IllegalArgumentException', error.message);
  }
}

export const matcherMethods = methodTable<MatcherValue>(objectMethods as Record<string, Method<MatcherValue>>, {
  'matches/0': (self) => whole(self, (matcher) => matcher.matches()),
  'find/0': (self) => whole(self, (matcher) => matcher.find()),
  'lookingAt/0': (self) => whole(self, (matcher) => matcher.lookingAt()),
  'group/0': (self) => group(self, 0, (matcher, which) => matcher.group(which)),
  'group/1': (self, which) => group(self, which, (matcher, found) => matcher.group(found)),
  'namedGroup/1': (self, which) => group(self, which, (matcher, found) => matcher.group(found)),
  'groupCount/0': (self) => self.matcher.groupCount(),
  'start/0': (self) => group(self, 0, (matcher, which) => matcher.start(which)),
  'start/1': (self, which) => group(self, which, (matcher, found) => matcher.start(found)),
  'end/0': (self) => group(self, 0, (matcher, which) => matcher.end(which)),
  'end/1': (self, which) => group(self, which, (matcher, found) => matcher.end(found)),
  'reset/0': (self) => {
    self.matcher.reset();
    return self;
  },
  'replaceAll/1': (self, replacement) => replaced(self, replacement, true),
  'replaceFirst/1': (self, replacement) => replaced(self, replacement, false),
});
