import type { Method, Route } from './route.ts';

type Node = { literals: Map<string, Node>; parameter: Node | undefined; rows: Map<Method, { route: Route; names: string[] }> };

export type Match =
  | { found: 'route'; route: Route; params: Record<string, string> }
  /** The path is known, the method is not: the methods that are. */
  | { found: 'methods'; methods: Method[] }
  | { found: 'nothing' }
  /** A parameter in the path cannot be percent-decoded. */
  | { found: 'undecodable' };

const node = (): Node => ({ literals: new Map(), parameter: undefined, rows: new Map() });

/** Doubled and trailing slashes count for nothing, as in OpenSearch. */
const segmentsOf = (path: string) => path.split('/').filter(Boolean);

/**
 * Builds a tree of path segments. A literal segment wins over a parameter, even when only the parameter has the method: what is
 * `GET /connectors/_create` is never an id.
 * @throws Error when two rows have the same method and path
 */
export function makeRouter(routes: readonly Route[]): (method: string, path: string) => Match {
  const root = node();
  for (const route of routes) add(root, route);
  return (method, path) => match(root, method, path);
}

function add(root: Node, route: Route): void {
  const names: string[] = [];
  let at = root;
  for (const segment of segmentsOf(route.path)) {
    if (segment.startsWith(':')) {
      names.push(segment.slice(1));
      at.parameter ??= node();
      at = at.parameter;
    } else {
      const next = at.literals.get(segment) ?? node();
      at.literals.set(segment, next);
      at = next;
    }
  }
  if (at.rows.has(route.method)) throw new Error(`Two routes for ${route.method} ${route.path}`);
  at.rows.set(route.method, { route, names });
}

function match(root: Node, method: string, path: string): Match {
  const hit = walk(root, path, 0, []);
  if (!hit) return { found: 'nothing' };
  const row = hit.node.rows.get(method as Method) ?? (method === 'HEAD' ? rowForHead(hit.node) : undefined);
  if (!row) return { found: 'methods', methods: [...hit.node.rows.keys()] };
  const params: Record<string, string> = {}; // its names are those of our own routes
  for (let index = 0; index < row.names.length; index++) {
    const value = decode(hit.values[index] ?? '');
    if (value === undefined) return { found: 'undecodable' };
    params[row.names[index] ?? ''] = value;
  }
  return { found: 'route', route: row.route, params };
}

/** HEAD is GET without the body, but not on OpenSearch's own routes: it knows none of those by HEAD. */
function rowForHead({ rows }: Node) {
  const row = rows.get('GET');
  return row?.route.path.startsWith('/_') ? undefined : row;
}

const SLASH = 47;

/** Takes one segment after the other off the path; every request comes along here, so none of them is a list of its own. */
function walk(at: Node, path: string, from: number, values: string[]): { node: Node; values: string[] } | undefined {
  let start = from;
  while (path.charCodeAt(start) === SLASH) start++;
  if (start >= path.length) return at.rows.size > 0 ? { node: at, values } : undefined;
  const slash = path.indexOf('/', start);
  const end = slash < 0 ? path.length : slash;
  const segment = path.slice(start, end);
  const literal = at.literals.get(segment);
  const hit = literal && walk(literal, path, end, values);
  if (hit) return hit;
  return at.parameter && walk(at.parameter, path, end, [...values, segment]);
}

/** @returns undefined for an escape that is none */
export function decode(text: string): string | undefined {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined; // `%` alone, `%zz`, half a UTF-8 sequence
  }
}
