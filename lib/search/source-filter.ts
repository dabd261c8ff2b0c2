import type { SourceFilter } from './query.ts';

type Matcher = (path: string) => 'whole' | 'part' | undefined;

/**
 * A pattern as OpenSearch reads it: `a` means a and all below, `*` stands for any text, dots included.
 * @returns for a path whether it fits, or only leads to something that could
 */
function matcher(pattern: string): Matcher {
  const escape = (text: string) => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*');
  const whole = new RegExp(`^${escape(pattern)}(\\..*)?$`);
  const segments = pattern.split('.');
  const leads = segments.map((_, index) => new RegExp(`^${escape(segments.slice(0, index).join('.'))}$`)).slice(1);
  const reachesDown = pattern.startsWith('*');
  return (path) => {
    if (whole.test(path)) return 'whole';
    return reachesDown || leads.some((lead) => lead.test(path)) ? 'part' : undefined;
  };
}

/** Keeps what is included and not excluded; an object that ends up empty goes, as in OpenSearch. */
export function filterSource(source: object, { includes, excludes }: SourceFilter): unknown {
  if (includes.length === 0 && excludes.length === 0) return source;
  const wanted = includes.map(matcher);
  const refused = excludes.map(matcher);
  const isRefused = (path: string) => refused.some((match) => match(path) === 'whole');

  const keep = (value: unknown, path: string, isWanted: boolean): unknown => {
    if (Array.isArray(value)) {
      const items = value.map((item) => keep(item, path, isWanted)).filter((item) => item !== undefined);
      return items.length > 0 || (isWanted && value.length === 0) ? items : undefined;
    }
    if (typeof value !== 'object' || value === null) return isWanted ? value : undefined;
    const entries = Object.entries(value).map(([key, inner]) => [key, keepMember(inner, path ? `${path}.${key}` : key, isWanted)] as const);
    const kept = entries.filter(([, inner]) => inner !== undefined);
    return kept.length > 0 || (isWanted && entries.length === 0) ? Object.fromEntries(kept) : undefined;
  };
  const keepMember = (value: unknown, path: string, isParentWanted: boolean): unknown => {
    if (isRefused(path)) return undefined;
    const fits = isParentWanted ? 'whole' : best(wanted.map((match) => match(path)));
    return fits ? keep(value, path, fits === 'whole') : undefined;
  };
  return keep(source, '', includes.length === 0) ?? {};
}

const best = (found: ReturnType<Matcher>[]) => (found.includes('whole') ? 'whole' : found.find((one) => one === 'part'));
