'use client';
import { IconAlertTriangle, IconCheck, IconX } from '@tabler/icons-react';
import { useCan } from '#components/shell/session.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import css from './preview-pane.module.css';

export type VerdictOfAddress =
  | { kind: 'unknown'; words: string }
  | { kind: 'trusted'; pattern: number; warning?: string }
  | { kind: 'refused'; reason: string; suggestion?: string | undefined };

/** Whether the address may be called, and by which pattern. */
export function Verdict({ verdict }: { verdict: VerdictOfAddress }) {
  const can = useCan();
  if (verdict.kind === 'unknown') return <p className={css.verdict}>{verdict.words}</p>;
  if (verdict.kind === 'trusted') {
    return (
      <>
        <p className={css.verdict} data-kind="success">
          <IconCheck size={16} aria-hidden /> trusted by pattern {verdict.pattern + 1}
        </p>
        {verdict.warning && (
          <p className={css.verdict} data-kind="warning">
            <IconAlertTriangle size={16} aria-hidden /> {verdict.warning}
          </p>
        )}
      </>
    );
  }
  return (
    <p className={css.verdict} data-kind="danger">
      <IconX size={16} aria-hidden />
      <span>
        {verdict.reason}{' '}
        {verdict.suggestion && can('settings.update') && (
          <TextLink href={`/settings?pattern=${encodeURIComponent(verdict.suggestion)}`}>Trust this host</TextLink>
        )}
      </span>
    </p>
  );
}
