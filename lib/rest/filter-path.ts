/** A segment of a path, and what follows it. Where two ways lead to the same segment it is the same object, so it is looked at once. */
type Path = {
  /** `**`, alone in a segment, stands for one or more names. */
  isDeep: boolean;
  fits(name: string): boolean;
  next: Path | undefined;
};

/** `a.b,-c.*`: what to keep, and, with a minus, what to drop. A dot in a name is written `\.`. */
function compile(filter: string): { includes: Path[]; excludes: Path[] } {
  const parts = filter.split(',').map((part) => part.trim());
  const paths = (list: string[]) => [...new Set(list.map((part) => part.trim()).filter(Boolean))].map(pathOf);
  return {
    includes: paths(parts.filter((part) => !part.startsWith('-'))),
    excludes: paths(parts.filter((part) => part.startsWith('-')).map((part) => part.slice(1))),
  };
}

function pathOf(text: string): Path {
  const segments = text.split(/(?<!\\)\./).map((segment) => segment.replaceAll('\\.', '.'));
  let path: Path | undefined;
  for (const segment of segments.reverse()) path = { isDeep: segment === '**', fits: matcherOf(segment), next: path };
  return path as Path; // a split text has at least one part
}

/** `*` stands for any text. */
function matcherOf(segment: string): (name: string) => boolean {
  const [first = '', ...rest] = segment.split('*');
  const last = rest.pop();
  if (last === undefined) return (name) => segment === name;
  return (name) => {
    if (!name.startsWith(first)) return false;
    let at = first.length;
    for (const part of rest) {
      const found = name.indexOf(part, at);
      if (found < 0) return false;
      at = found + part.length;
    }
    return name.length - last.length >= at && name.endsWith(last);
  };
}

/** @returns true when a path ends at `name`, else the paths that go on below it */
function step(paths: readonly Path[], name: string): true | Path[] {
  const below = new Set<Path>();
  for (const path of paths) {
    if (!path.fits(name)) continue;
    if (!path.next) return true;
    if (path.isDeep) below.add(path);
    below.add(path.next);
  }
  return [...below];
}

const nothing = Symbol();

/** Objects are Maps or plain objects; anything else with members, such as a number that keeps its text, is a leaf. */
function entriesOf(value: unknown): [string, unknown][] | undefined {
  if (value instanceof Map) return [...value];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null ? Object.entries(value) : undefined;
}

/** Lists are transparent. What a filter leaves empty disappears. */
function prune(value: unknown, paths: readonly Path[], isInclusive: boolean): unknown {
  if (Array.isArray(value)) {
    const kept = value.map((item) => prune(item, paths, isInclusive)).filter((item) => item !== nothing);
    return kept.length > 0 ? kept : nothing;
  }
  const entries = entriesOf(value);
  if (!entries) return isInclusive ? nothing : value;
  const kept = new Map<string, unknown>();
  for (const [name, inner] of entries) {
    const below = step(paths, name);
    const isWhole = isInclusive ? below === true : below !== true && below.length === 0;
    const left = isWhole ? inner : below === true || below.length === 0 ? nothing : prune(inner, below, isInclusive);
    if (left !== nothing && left !== undefined) kept.set(name, left);
  }
  return kept.size > 0 ? kept : nothing;
}

/**
 * Applies the query parameter `filter_path` to an answer, as OpenSearch does.
 * @returns the answer itself for an empty filter; an empty object when nothing is left
 */
export function filterPath(value: unknown, filter: string): unknown {
  const { includes, excludes } = compile(filter);
  let left = value;
  if (excludes.length > 0) left = prune(left, excludes, false);
  if (left !== nothing && includes.length > 0) left = prune(left, includes, true);
  return left === nothing ? new Map() : left;
}
