import { preProcessFunctions } from '#lib/functions/pre-process.ts';
import { findPlaceholders } from '#lib/template/find-placeholders.ts';
import type { CheckedAction } from './check-fields.ts';
import type { Facts } from './facts.ts';
import { filledAddress } from './fill-address.ts';
import { fillersOf, functionsThatMake, isAlgorithmField, listed } from './fillers.ts';
import { type Fix, type Problem, pathOf, problem, textFix } from './problem.ts';
import { madeBy, type Template } from './templates.ts';

const toStringSuffix = /\.toString\(\)$/;

/** Names of a template that neither a saved parameter, a default, nor the pre-process function fills; each once. */
function openNames({ parameters }: Facts, { text, faults }: Template): string[] {
  const open = findPlaceholders(text, 'parameters').filter(
    ({ name, start }) =>
      !name.includes(':-') && text[start - 1] !== '$' && !faults.some((fault) => fault.start <= start && fault.end > start),
  );
  return [...new Set(open.map(({ name }) => name.replace(toStringSuffix, '')))].filter((name) => !parameters.has(name));
}

/** Who has to fill what: the caller, unless the function does. */
export const checkUnfilled = (facts: Facts): Problem[] =>
  facts.templates.flatMap((template) => {
    const { kind, action } = template;
    if (kind === 'parameter' || !action) return [];
    const open = openNames(facts, template);
    if (kind === 'body') return checkBodyNames(open, template, action, facts);
    const unused = unusedNames(template);
    return open.map((name) => nearSaved(name, unused, template) ?? problem('info', pathOf(...template.place), everyCall([name])));
  });

const everyCall = (names: readonly string[]) => `Every call must bring ${names.join(', ')}: neither the parameters nor a default fill it.`;

function checkBodyNames(open: readonly string[], template: Template, { action }: CheckedAction, facts: Facts): Problem[] {
  const made = madeBy(action);
  const isPrediction = action.action_type === 'PREDICT' || action.action_type === 'BATCH_PREDICT';
  const rest = open.filter((name) => !(isPrediction && made?.includes(name)));
  // What a script makes is not known, so nothing can be said of its names but that one is nearly another.
  const unused = unusedNames(template);
  const near = rest.map((name) => ({ name, found: nearSaved(name, unused, template) }));
  const unknown = near.filter(({ found }) => !found).map(({ name }) => name);
  const found = near.flatMap((one) => (one.found ? [one.found] : []));
  const isLeft = facts.parameters.get('skip_validating_missing_parameters')?.toLowerCase() === 'true';
  if (made === undefined || unknown.length === 0 || isLeft) return found;
  const builtIn = preProcessFunctions.get(action.pre_process_function ?? '');
  return [
    ...found,
    ...(builtIn
      ? withBuiltIn(unknown, builtIn.name, made, template)
      : withoutFunction(unknown, template, filledAddress(facts, action.url))),
  ];
}

/** Documents never reach a name that the function does not make, so such calls are refused. */
function withBuiltIn(unknown: readonly string[], name: string, made: readonly string[], template: Template): Problem[] {
  const path = pathOf(...template.place);
  const missing = unknown.filter((one) => !isAlgorithmField(one));
  if (missing.length === 0) return [];
  const used = made.some((one) => template.text.includes(`\${parameters.${one}`));
  const [only, ...others] = missing;
  if (!used && only !== undefined && others.length === 0) {
    const [target] = made;
    // A name that another function makes was copied together with its body.
    const isSure = target !== undefined && made.length === 1 && functionsThatMake(only).length > 0;
    const fix = isSure ? renameFix(template, only, target) : undefined;
    return [problem('warning', path, `${name} makes ${listed(made)}, and nothing in the body uses it. ${hint(only)}`.trimEnd(), fix)];
  }
  const message = `${name} makes ${listed(made)}. A call with documents cannot bring ${listed(missing)} as well, so it is refused: give ${missing.length === 1 ? 'it' : 'them'} a default or save ${missing.length === 1 ? 'it' : 'them'} as parameter.`;
  return [problem('warning', path, message)];
}

function hint(name: string): string {
  const makers = functionsThatMake(name);
  return makers.length > 0 ? `${name} is made by ${listed(makers)}.` : `The body waits for ${name}.`;
}

function withoutFunction(unknown: readonly string[], template: Template, url: string): Problem[] {
  const fillers = fillersOf(unknown, url);
  return [problem('info', pathOf(...template.place), [everyCall(unknown), ...fillers].join(' '))];
}

/** What could be meant: names that a template does not use yet. */
function unusedNames({ known, text }: Template): string[] {
  const used = new Set(findPlaceholders(text, 'parameters').map(fillName));
  return [...known.parameters].filter((name) => !used.has(name));
}

/** `modle` where a parameter is called `model`: only a slip of a finger, not another word. */
function nearSaved(name: string, names: readonly string[], template: Template): Problem | undefined {
  const same = names.find((known) => known.toLowerCase() === name.toLowerCase());
  const near = same ?? (name.length < 4 ? undefined : names.find((known) => isSlip(name, known)));
  if (near === undefined) return undefined;
  const message = same
    ? `Case counts: nothing fills ${name}, the parameter is called ${near}.`
    : `Nothing fills ${name}. Did you mean ${near}?`;
  return problem('warning', pathOf(...template.place), message, renameFix(template, name, near));
}

/** A plural, or another number, is another name. */
const isSlip = (name: string, known: string) => stemOf(name) !== stemOf(known) && isOneEdit(name, known);
const stemOf = (name: string) => name.replace(/\d/g, '').replace(/s$/, '');

/** One letter more, less or another, or two neighbours changed. */
function isOneEdit(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  let from = 0;
  while (from < short.length && short[from] === long[from]) from++;
  if (long.length - short.length > 1) return false;
  if (long.length > short.length) return short.slice(from) === long.slice(from + 1);
  const isSwap = short[from] === long[from + 1] && short[from + 1] === long[from];
  return short.slice(from + 1) === long.slice(from + 1) || (isSwap && short.slice(from + 2) === long.slice(from + 2));
}

const renameFix = (template: Template, from: string, to: string): Fix =>
  textFix(
    `Use ${to}`,
    template.place,
    template.text,
    template.text
      .replaceAll(`\${parameters.${from}}`, () => `\${parameters.${to}}`)
      .replaceAll(`\${parameters.${from}.toString()}`, () => `\${parameters.${to}.toString()}`),
  );

/** `.toString()` is filled only where the value of some parameter mentions it as well (predict.md §6.3). */
export const checkToString = (facts: Facts): Problem[] => {
  const mentioned = new Set(
    [...facts.parameters.values()].flatMap((value) => findPlaceholders(value, 'parameters').map(({ name }) => name)),
  );
  return facts.templates.flatMap(({ kind, text, place }) => {
    if (kind !== 'body') return [];
    const lost = findPlaceholders(text, 'parameters').filter(({ name }) => toStringSuffix.test(name) && !mentioned.has(name));
    return [...new Set(lost.map(({ name }) => name))].map((name) =>
      problem(
        'warning',
        pathOf(...place),
        `\${parameters.${name}} is filled only when the value of a parameter mentions it too. In a body alone it counts as not filled.`,
      ),
    );
  });
};

/** Values that refer to each other in a circle. */
export const checkCircles = ({ parameters }: Facts): Problem[] => {
  const uses = new Map([...parameters].map(([name, value]) => [name, findPlaceholders(value, 'parameters').map(fillName)]));
  // Taking away what ends, and what nothing leads to, again and again, leaves what goes round.
  for (let before = -1; before !== uses.size; ) {
    before = uses.size;
    const used = new Set([...uses.values()].flat());
    for (const [name, names] of uses) if (!used.has(name) || !names.some((next) => uses.has(next))) uses.delete(name);
  }
  return [...uses.keys()].map((name) => {
    const circle = circleFrom(name, uses);
    return problem(
      'error',
      pathOf('parameters', name),
      `The value leads round in a circle (${circle}), so no call that uses it can be filled.`,
    );
  });
};

const fillName = ({ name }: { name: string }) => name.split(':-')[0] ?? '';

function circleFrom(start: string, uses: ReadonlyMap<string, readonly string[]>): string {
  const path = [start];
  for (let name: string | undefined = start; name !== undefined && path.length < 6; ) {
    name = uses.get(name)?.find((next) => uses.has(next));
    if (name === undefined) break;
    path.push(name);
    if (path.indexOf(name) < path.length - 1) break;
  }
  return path.join(' → ');
}
