import type { Caller } from '#lib/access/caller.ts';
import { operation } from '#lib/access/operation.ts';
import { type Problem, pointer, problem, type Severity } from '#lib/connectors/check/problem.ts';
import type { TryPorts } from '#lib/predict/try-prediction.ts';
import { type Blueprint, BlueprintDraft } from './blueprint.ts';
import { isSameValue } from './blueprint-changes.ts';
import { checkBlueprint } from './check-blueprint.ts';
import { runOnMock } from './run-on-mock.ts';

export type BlueprintCheckPorts = TryPorts;

const order: readonly Severity[] = ['error', 'warning', 'info'];

/** All checks before publishing. */
export async function checkWithExamples(caller: Caller, blueprint: Blueprint, signal: AbortSignal, ports: TryPorts): Promise<Problem[]> {
  const found = checkBlueprint(blueprint);
  for (const [at, example] of blueprint.examples.entries()) {
    if (signal.aborted) break;
    const answer = await runOnMock(caller, blueprint, example, signal, ports);
    const path = `examples.${at}`;
    if ('reason' in answer) {
      const where = answer.step ? ` at the step ${answer.step}` : '';
      found.push(problem('error', path, `"${example.title}" fails on the mock${where}: ${answer.reason}`));
    } else if (!isSameValue(answer.expected, example.expected)) {
      const fix = {
        label: 'Take what comes out',
        patch: [{ op: 'replace' as const, path: pointer('examples', at, 'expected'), value: answer.expected }],
      };
      found.push(problem('error', `${path}.expected`, `"${example.title}" comes out of the mock otherwise than expected.`, fix));
    }
  }
  return found.toSorted((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
}

/**
 * What stands against publishing a blueprint as it is being written. Nothing is stored or called.
 * @param blueprint a blueprint file, however broken
 */
export const checkUnsavedBlueprint = operation(
  'blueprint.read',
  async (caller, { blueprint, signal }: { blueprint: unknown; signal: AbortSignal }, ports: TryPorts): Promise<{ problems: Problem[] }> => {
    const read = BlueprintDraft.safeParse(blueprint);
    if (read.success) return { problems: await checkWithExamples(caller, read.data, signal, ports) };
    return { problems: read.error.issues.map(({ path, message }) => problem('error', path.map(String).join('.'), message)) };
  },
);
