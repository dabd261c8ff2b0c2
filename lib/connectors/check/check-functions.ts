import { isMisspelt } from '#lib/functions/built-in.ts';
import { closestFunction, functionMisfit } from '#lib/functions/function-hints.ts';
import { postProcessFunctions } from '#lib/functions/post-process.ts';
import { preProcessFunctions } from '#lib/functions/pre-process.ts';
import { compileFunction } from '#lib/functions/script.ts';
import { checkScript } from '#lib/painless/check-script.ts';
import { fillFunctionText } from '#lib/template/fill-function-text.ts';
import { replaceParameters } from '#lib/template/find-placeholders.ts';
import type { CheckedAction } from './check-fields.ts';
import type { Facts } from './facts.ts';
import { filledAddress } from './fill-address.ts';
import { type Fix, type Problem, pathOf, pointer, problem, removeFix, textFix } from './problem.ts';

const kinds = [
  {
    member: 'pre_process_function',
    other: 'post_process_function',
    known: preProcessFunctions,
    foreign: postProcessFunctions,
  },
  {
    member: 'post_process_function',
    other: 'pre_process_function',
    known: postProcessFunctions,
    foreign: preProcessFunctions,
  },
] as const;

type Kind = (typeof kinds)[number];

const everyKind = ({ actions, isMcp }: Facts, check: (action: CheckedAction, kind: Kind, text: string) => Problem[]): Problem[] =>
  isMcp
    ? []
    : actions.flatMap((checked) =>
        kinds.flatMap((kind) => {
          const text = checked.action[kind.member];
          return text === undefined ? [] : check(checked, kind, text);
        }),
      );

/** A built-in whose name belongs to another service than the address (connector-model.md §4.6). */
export const checkFunctionHosts = (facts: Facts): Problem[] =>
  everyKind(facts, ({ action, at }, { member }, text) => {
    const misfit = functionMisfit(member, text, filledAddress(facts, action.url));
    return misfit === undefined ? [] : [problem('warning', pathOf('actions', at, member), misfit)];
  });

/** A name that is no built-in is taken for a script, which then fails (functions.md §1). */
export const checkFunctionNames = (facts: Facts): Problem[] =>
  everyKind(facts, ({ action, at }, { member, other, known, foreign }, text) => {
    const path = pathOf('actions', at, member);
    if (known.has(text)) return [];
    if (foreign.has(text)) {
      const isFree = action[other] === undefined;
      const move: Fix = {
        label: `Move to ${other}`,
        patch: [{ op: 'move', from: pointer('actions', at, member), path: pointer('actions', at, other) }],
      };
      return [
        problem(
          'error',
          path,
          `${text} is a ${other.replaceAll('_', ' ')}, so here it is taken for a script and fails.`,
          isFree ? move : removeFix('actions', at, member),
        ),
      ];
    }
    if (/^connector\..*\$\{/.test(text))
      return [problem('error', path, 'A parameter is filled in with its quotes, so no name of a built-in function can be made of it.')];
    if (!isMisspelt(text) || (!text.startsWith('connector.') && !scriptFault(text, facts))) return [];
    const meant = closestFunction(member, text);
    const fix = meant === undefined ? removeFix('actions', at, member) : textFix(`Use ${meant}`, ['actions', at, member], text, meant);
    return [
      problem(
        'error',
        path,
        `No built-in function is called ${text}, so it is taken for a script and fails.${meant === undefined ? '' : ` Did you mean ${meant}?`}`,
        fix,
      ),
    ];
  });

/** Of a script with its parameters filled; what only a call brings stands as a text. */
function scriptFault(text: string, { parameters }: Facts) {
  const filled = fillFunctionText(text, parameters);
  return checkScript(
    replaceParameters(filled, () => '""'),
    compileFunction,
  );
}

/** A script that cannot be read. */
export const checkScripts = (facts: Facts): Problem[] =>
  everyKind(facts, ({ at }, { member, known, foreign }, text) => {
    if (known.has(text) || foreign.has(text) || isMisspelt(text)) return [];
    const fault = scriptFault(text, facts);
    if (!fault) return [];
    const message = `The script cannot be read at line ${fault.line}, column ${fault.column}: ${fault.message}`;
    return [problem('error', pathOf('actions', at, member), message)];
  });

/** What a script and a filter, or a built-in function and a chain, do to each other (predict.md §13). */
export const checkFilters = (facts: Facts): Problem[] => {
  const filter = facts.parameters.get('response_filter');
  return everyKind(facts, ({ at }, { member, known }, text) => {
    if (member !== 'post_process_function') return [];
    const path = pathOf('actions', at, member);
    const isBuiltIn = known.has(text);
    if (!isBuiltIn && filter !== undefined) {
      return [
        problem(
          'warning',
          path,
          'The parameter response_filter works on the text that this script returns, not on the answer of the service.',
        ),
      ];
    }
    if (isBuiltIn && facts.parameters.has('output_processors')) {
      return [problem('warning', path, 'With a built-in function the parameter output_processors is not used.')];
    }
    return [];
  });
};
