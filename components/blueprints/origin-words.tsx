import type { BlueprintRow } from '#lib/blueprints/blueprint-row.ts';
import css from './blueprint-card.module.css';
import { originNames } from './words.ts';

type Shown = Pick<BlueprintRow, 'origin' | 'version' | 'access' | 'owner' | 'has_draft'>;

/** Whose it is, which version, and what is special about it: *Yours · version 2 · private*. */
export function OriginWords({ blueprint: { origin, version, access, owner, has_draft } }: { blueprint: Shown }) {
  const from = origin === 'shared' && owner ? `By ${owner}` : (originNames[origin] ?? origin);
  const words = [from, origin !== 'built_in' && version > 0 && `version ${version}`, access === 'private' && 'private'].filter(Boolean);
  return (
    <span className={css.originWords}>
      {words.join(' · ')}
      {version === 0 && <span className={css.mark}>Draft</span>}
      {version > 0 && has_draft && <span className={css.mark}>Unpublished changes</span>}
    </span>
  );
}
