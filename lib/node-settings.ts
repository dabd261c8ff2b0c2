import { isMap, isPair, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { StartError } from './start-error.ts';

/** Setting name → value, always text, as OpenSearch keeps node settings. A list stays a list. */
export type NodeSettings = Map<string, string | string[]>;

/**
 * Reads a settings file written as opensearch.yml is: names dotted, nested, or both mixed.
 * @param name of the file, for messages
 * @throws StartError naming file and line: broken YAML, a name set twice, a name without value, a list of anything but scalars
 */
export function readNodeSettings(text: string, name: string): NodeSettings {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: false, logLevel: 'silent' });
  const refuse = (what: string, node?: Node | null): never => {
    const line = node?.range ? `:${lines.linePos(node.range[0]).line}` : '';
    throw new StartError(`${name}${line}: ${what}`);
  };
  const [problem] = document.errors;
  if (problem) throw new StartError(`${name}:${problem.linePos?.[0].line ?? 1}: ${wordsOf(problem.message)}`);

  const settings: NodeSettings = new Map();
  const put = (key: string, value: string | string[], node: Node) => {
    if (settings.has(key)) refuse(`${key} is set twice.`, node);
    settings.set(key, value);
  };
  const scalarText = (node: unknown, key: string): string => {
    if (!isScalar(node)) return refuse(`${key} holds something other than text, numbers or booleans.`, node as Node | null);
    if (node.value === null) return refuse(`${key} has no value.`, node);
    return typeof node.value === 'string' ? node.value : (node.source ?? String(node.value));
  };
  const walk = (node: unknown, prefix: string) => {
    if (isMap(node)) {
      for (const pair of node.items) {
        if (!isPair(pair) || !isScalar(pair.key)) continue;
        walk(pair.value, prefix === '' ? String(pair.key.value) : `${prefix}.${pair.key.value}`);
      }
    } else if (isSeq(node)) {
      const values = node.items.map((item) => scalarText(item, prefix));
      put(prefix, values, node);
    } else put(prefix, scalarText(node, prefix), node as Node);
  };
  if (document.contents === null || (isScalar(document.contents) && document.contents.value === null)) return settings;
  if (!isMap(document.contents)) refuse('holds no settings.', document.contents);
  walk(document.contents, '');
  return settings;
}

/** One line. A list in a list in a list exhausts the library's stack. */
const wordsOf = (problem: string): string =>
  problem.includes('call stack') ? 'Lists or names are nested too deeply.' : (problem.split('\n')[0]?.replace(/ at line.*$/, '') ?? '');
