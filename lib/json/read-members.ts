import type { JsonNode } from './read-json.ts';
import { membersOf } from './value-of.ts';

/** Reads the value of one member into a draft. */
export type Reader<Draft> = (draft: Draft, node: JsonNode) => void;

/**
 * Members in the order in which they were written: the first that is wrong decides the answer. Unknown ones are skipped, whatever they hold.
 * @throws StudioError 400 for anything but an object, and what a reader throws
 */
export function readMembers<Draft extends object>(node: JsonNode, draft: Draft, readers: ReadonlyMap<string, Reader<Draft>>): Draft {
  for (const [name, member] of membersOf(node)) readers.get(name)?.(draft, member);
  return draft;
}

export const into =
  <Draft, Key extends keyof Draft>(key: Key, read: (node: JsonNode) => Draft[Key]): Reader<Draft> =>
  (draft, node) => {
    draft[key] = read(node);
  };
