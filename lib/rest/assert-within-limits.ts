import { illegalArgument } from '#lib/errors.ts';
import type { JsonNode } from '#lib/json/read-json.ts';

/** What a body of configuration may hold (threats.md I-06). */
const most = { depth: 64, fields: 10_000, items: 1_000 };

/** @throws StudioError 400 for a body that nests too deep, has too many fields, or a number that no machine can hold */
export function assertWithinLimits(body: JsonNode): void {
  let fields = 0;
  const enter = (inner: Iterable<JsonNode>, depth: number) => {
    if (depth > most.depth) throw illegalArgument(`The request body nests deeper than ${most.depth} levels`);
    for (const node of inner) walk(node, depth + 1);
  };
  const walk = (node: JsonNode, depth: number): void => {
    if (node.token === 'VALUE_NUMBER') assertFinite(node.text);
    else if (node.token === 'START_ARRAY') {
      if (node.items.length > most.items) throw illegalArgument(`A list in the request body has more than ${most.items} items`);
      enter(node.items, depth);
    } else if (node.token === 'START_OBJECT') {
      fields += node.members.size;
      if (fields > most.fields) throw illegalArgument(`The request body has more than ${most.fields} fields`);
      enter(node.members.values(), depth);
    }
  };
  walk(body, 1);
}

function assertFinite(text: string): void {
  if (!Number.isFinite(Number(text))) throw illegalArgument(`The number [${text.slice(0, 40)}] is out of range`);
}
