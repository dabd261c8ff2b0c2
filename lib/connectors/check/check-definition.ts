import type { PatchOperation } from '#lib/json/apply-patch.ts';
import type { JsonNode } from '#lib/json/read-json.ts';
import { factsOf, type StoredParts, type Surroundings } from './facts.ts';
import { type Problem, problem, type Severity } from './problem.ts';
import { rules } from './rules.ts';

const order: readonly Severity[] = ['error', 'warning', 'info'];

/**
 * Everything that is wrong with a connector, or could be, with the place and where possible a cure. Pure, so that it runs wherever a
 * definition is looked at: in the editor, at the API, before something that was pasted or imported is taken over.
 * @param body a create body, however broken; with `stored` it is a change of that connector
 * @param surroundings what only the server knows; without it addresses, settings and access are not judged
 */
export function checkDefinition(body: JsonNode, stored?: StoredParts, surroundings?: Surroundings): Problem[] {
  if (body.token !== 'START_OBJECT') return [problem('error', '', 'A connector is a JSON object.')];
  const facts = factsOf(body, stored, surroundings);
  const all = rules.flatMap((rule) => rule.check(facts)).map((one) => withoutIdleFix(one, body));
  return withoutEchoes(all).toSorted((one, other) => order.indexOf(one.severity) - order.indexOf(other.severity));
}

/** A cure is for what was sent; what is stored, or written as a number, it would not find. */
function withoutIdleFix({ fix, ...rest }: Problem, body: JsonNode): Problem {
  return fix?.patch.every((step) => finds(step, body)) ? { ...rest, fix } : rest;
}

function finds(step: PatchOperation, body: JsonNode): boolean {
  if (step.op === 'add' || step.op === 'replace') return true;
  const found = nodeAt(body, (step.op === 'move' ? step.from : step.path).split('/').slice(1));
  return step.op === 'test' ? found?.token === 'VALUE_STRING' && found.text === step.value : found !== undefined;
}

function nodeAt(node: JsonNode | undefined, [segment, ...rest]: readonly string[]): JsonNode | undefined {
  if (segment === undefined) return node;
  const name = segment.replaceAll('~1', '/').replaceAll('~0', '~');
  if (node?.token === 'START_ARRAY') return nodeAt(node.items[Number(name)], rest);
  return node?.token === 'START_OBJECT' ? nodeAt(node.members.get(name), rest) : undefined;
}

/** A field that could not be read is not missing as well; what two rules say in the same words is said once. */
function withoutEchoes(problems: readonly Problem[]): Problem[] {
  const broken = new Set<string>();
  const said = new Set<string>();
  return problems.filter(({ path, severity, message }) => {
    const member = path.split('.')[0] ?? '';
    const isEcho = severity === 'error' && / is null( or |$)| configured for this connector$/.test(message) && broken.has(member);
    if (severity === 'error') broken.add(member);
    const words = `${path}\n${message}`;
    if (isEcho || said.has(words)) return false;
    said.add(words);
    return true;
  });
}
