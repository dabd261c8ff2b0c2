'use client';
import { IconCheck, IconChevronDown, IconChevronRight, IconCircleDashed, IconMinus, IconX } from '@tabler/icons-react';
import { type ReactNode, useEffect, useState } from 'react';
import { CopyButton } from './copy-button.tsx';
import { JsonTree } from './json-tree.tsx';
import { TextBlock } from './text-block.tsx';
import css from './trace.module.css';

export type TraceStep = {
  name: string;
  status: 'ok' | 'failed' | 'skipped' | 'not_reached';
  /** Milliseconds. */
  duration_ms: number;
  input: unknown;
  output: unknown;
  error?: { type: string; status: number; reason: string };
  detail?: unknown;
  /** What the failure was caused by, in its own words. */
  cause?: string | undefined;
};

type TraceProps = {
  steps: readonly TraceStep[];
  labels: Readonly<Record<string, string>>;
  /** Under the message of a failed step: plain words and buttons. */
  remedyOf?: (step: TraceStep) => ReactNode;
};

const icons = { ok: IconCheck, failed: IconX, skipped: IconMinus, not_reached: IconCircleDashed };
const words = { ok: 'done', failed: 'failed', skipped: 'skipped', not_reached: 'not reached' };

const milliseconds = (value: number) => (value < 10 ? value.toFixed(1) : Math.round(value).toLocaleString('en'));

/** The steps of a run, in order, with their times; the failed one is open. */
export function Trace({ steps, labels, remedyOf }: TraceProps) {
  const failed = steps.find(({ status }) => status === 'failed')?.name;
  const [open, setOpen] = useState<readonly string[]>(failed ? [failed] : []);
  useEffect(() => setOpen(failed ? [failed] : []), [failed]);
  const longest = Math.max(...steps.map(({ duration_ms }) => duration_ms), 1);
  const toggle = (name: string) => setOpen(open.includes(name) ? open.filter((one) => one !== name) : [...open, name]);
  return (
    <ol className={css.steps}>
      {steps.map((step) => (
        <li key={step.name} className={css.step} data-status={step.status}>
          <Head step={step} label={labels[step.name] ?? step.name} longest={longest} isOpen={open.includes(step.name)} onToggle={toggle} />
          {open.includes(step.name) && <Body step={step} label={labels[step.name] ?? step.name} remedy={remedyOf?.(step)} />}
        </li>
      ))}
    </ol>
  );
}

type HeadProps = { step: TraceStep; label: string; longest: number; isOpen: boolean; onToggle: (name: string) => void };

function Head({ step, label, longest, isOpen, onToggle }: HeadProps) {
  const { name, status, duration_ms } = step;
  const Icon = icons[status];
  const Chevron = isOpen ? IconChevronDown : IconChevronRight;
  const hasRun = status === 'ok' || status === 'failed';
  return (
    <button type="button" className={css.head} aria-expanded={isOpen} onClick={() => onToggle(name)} disabled={status === 'not_reached'}>
      <Chevron size={14} aria-hidden className={css.chevron} />
      <Icon size={16} aria-hidden className={css.icon} />
      <span className={css.label}>{label}</span>
      <span className={css.word}>{status === 'ok' ? <span className="studio-visually-hidden">{words.ok}</span> : words[status]}</span>
      <span className={css.bar} aria-hidden>
        {hasRun && <span style={{ width: `${Math.max((duration_ms / longest) * 100, 0.5)}%` }} />}
      </span>
      <span className={css.time}>{hasRun ? `${milliseconds(duration_ms)} ms` : ''}</span>
    </button>
  );
}

function Body({ step, label, remedy }: { step: TraceStep; label: string; remedy: ReactNode }) {
  const { input, output, error, detail } = step;
  return (
    <div className={css.body}>
      {error && (
        <div className={css.error}>
          <p className={css.reason}>
            {error.reason} <span className={css.type}>{`${error.type}, ${error.status}`}</span>
          </p>
          {step.cause && <p className={css.cause}>Caused by: {step.cause}</p>}
          {remedy}
        </div>
      )}
      <Value title="Input" value={input} />
      <Value title="Output" value={output} />
      <Value title="Details" value={detail} />
      <CopyButton variant="subtle" text={() => JSON.stringify({ ...step, cause: undefined }, null, 2)} label={`Copy step ${label}`} />
    </div>
  );
}

function Value({ title, value }: { title: string; value: unknown }) {
  if (value === undefined || value === null) return null;
  return (
    <div>
      <p className={css.title}>{title}</p>
      {typeof value === 'string' ? <TextBlock text={value} /> : <JsonTree value={value} depth={2} />}
    </div>
  );
}
