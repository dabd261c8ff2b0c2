import type { ChangeRow } from '#lib/client/changes.ts';
import css from './activity.module.css';

const words: Readonly<Record<string, string>> = {
  'connector.created': 'Connector created',
  'connector.updated': 'Connector changed',
  'blueprint.published': 'Blueprint published',
  'settings.updated': 'Settings changed',
};

/** What was done. */
export const eventWords = ({ event }: Pick<ChangeRow, 'event'>): string => words[event] ?? event;

const hrefs: Record<ChangeRow['object']['kind'], (id: string) => string> = {
  connector: (id) => `/connectors/${encodeURIComponent(id)}?tab=history`,
  blueprint: (id) => `/blueprints/${encodeURIComponent(id)}`,
  settings: () => '/settings',
};

/** Where the object stands today. */
export const hrefOf = ({ kind, id }: ChangeRow['object']): string => hrefs[kind](id);

/** Paths that fit one cell. */
const mostNamed = 3;

const shortPath = (path: string) => path.replace(/^(persistent|transient)\.plugins\.ml_commons\./, '$1 ');

/** Where an object was changed; of a published blueprint what was written with it. */
export function ChangedPaths({ row: { changed, note, version } }: { row: ChangeRow }) {
  if (changed.length === 0) return <span>{note ?? `Version ${version}`}</span>;
  const more = changed.length - mostNamed;
  return (
    <span className={css.paths}>
      {changed.slice(0, mostNamed).map((path) => (
        <code key={path} translate="no">
          {shortPath(path)}
        </code>
      ))}
      {more > 0 && <span className={css.note}>and {more} more</span>}
    </span>
  );
}
