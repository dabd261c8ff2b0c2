'use client';
import { Skeleton } from '@mantine/core';
import { useTimeout } from '@mantine/hooks';
import { type ReactNode, useState } from 'react';
import css from './skeletons.module.css';

const names = (count: number) => Array.from({ length: count }, (_, index) => `line-${index}`);

/** Shows its content after 200 ms: what loads faster than that needs no placeholder. */
export function Late({ children }: { children: ReactNode }) {
  const [isLate, setLate] = useState(false);
  useTimeout(() => setLate(true), 200, { autoInvoke: true });
  return isLate ? children : null;
}

type RegionProps = { label: string; children: ReactNode };

function Loading({ label, children }: RegionProps) {
  return (
    <div aria-busy className={css.region}>
      <span className="studio-visually-hidden">{label}</span>
      <Late>{children}</Late>
    </div>
  );
}

/** A table before its first rows. */
export function TableSkeleton({ rows = 8, label = 'Loading' }: { rows?: number; label?: string }) {
  return (
    <Loading label={label}>
      {names(rows).map((name) => (
        <div key={name} className={css.row}>
          <Skeleton height={14} width="24%" />
          <Skeleton height={14} width="12%" />
          <Skeleton height={14} width="32%" />
          <Skeleton height={14} width="10%" />
        </div>
      ))}
    </Loading>
  );
}

/** A form, or facts, before they are there. */
export function FormSkeleton({ fields = 5, label = 'Loading' }: { fields?: number; label?: string }) {
  return (
    <Loading label={label}>
      {names(fields).map((name) => (
        <div key={name} className={css.field}>
          <Skeleton height={12} width={120} />
          <Skeleton height={32} />
        </div>
      ))}
    </Loading>
  );
}

/** A box of known height: an editor, a chart. */
export function BoxSkeleton({ height, label = 'Loading' }: { height: number | string; label?: string }) {
  return (
    <div aria-busy style={{ height }}>
      <span className="studio-visually-hidden">{label}</span>
      <Late>
        <Skeleton height="100%" />
      </Late>
    </div>
  );
}
