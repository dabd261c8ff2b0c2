'use client';
import { useMediaQuery } from '@mantine/hooks';
import dynamic from 'next/dynamic';
import type { DiffCoreProps } from './diff-core.tsx';
import css from './diff-view.module.css';
import { BoxSkeleton } from './skeletons.tsx';

const LazyDiff = dynamic<DiffCoreProps>(() => import('./diff-core.tsx'), {
  ssr: false,
  loading: () => <BoxSkeleton height={200} label="Loading the comparison" />,
});

type DiffViewProps = {
  before: string;
  after: string;
  beforeLabel?: string;
  afterLabel?: string;
  /** `side` falls back to one column where the window is narrow. */
  layout?: 'side' | 'unified';
};

/** What changed between two texts: marked by tint and by − and +. */
export function DiffView({ before, after, beforeLabel = 'Before', afterLabel = 'After', layout = 'unified' }: DiffViewProps) {
  const isWide = useMediaQuery('(min-width: 768px)', true);
  if (before === after) return <p className={css.same}>No differences.</p>;
  const isSideBySide = layout === 'side' && Boolean(isWide);
  return (
    <div className={css.diff}>
      <div className={css.legend} data-layout={isSideBySide ? 'side' : 'unified'}>
        <span>
          <span className={css.removed}>−</span> {beforeLabel}
        </span>
        <span>
          <span className={css.added}>+</span> {afterLabel}
        </span>
      </div>
      <LazyDiff before={before} after={after} beforeLabel={beforeLabel} afterLabel={afterLabel} isSideBySide={isSideBySide} />
    </div>
  );
}
