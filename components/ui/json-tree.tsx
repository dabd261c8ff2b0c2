'use client';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import { CopyButton } from './copy-button.tsx';
import css from './json-tree.module.css';
import { Sparkline } from './sparkline.tsx';

type JsonTreeProps = {
  value: unknown;
  /** Name of the root. */
  name?: string;
  /** Levels that are open at first. */
  depth?: number;
};

const shownNumbers = 8;
const firstMembers = 50;
const firstCharacters = 20_000;

const isVector = (value: unknown): value is number[] =>
  Array.isArray(value) && value.length > shownNumbers && value.every((item) => typeof item === 'number');

/** A short list of plain values stands on one line. */
const isShort = (value: unknown): value is unknown[] =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.length <= shownNumbers &&
  value.every((item) => item === null || typeof item !== 'object') &&
  JSON.stringify(value).length <= 80;

/** A sparse vector: a weight for each of many terms. */
const isSparse = (value: unknown): value is Record<string, number> =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.keys(value).length > shownNumbers &&
  Object.values(value).every((weight) => typeof weight === 'number');

const norm = (vector: readonly number[]) => Math.sqrt(vector.reduce((sum, item) => sum + item * item, 0));

/** A JSON value that folds. Long lists of numbers show their length, their first eight and their norm, sparse vectors their heaviest terms. */
export function JsonTree({ value, name, depth = 4 }: JsonTreeProps) {
  return (
    <div className={css.tree} translate="no">
      <Branch name={name} value={value} depth={depth} />
    </div>
  );
}

function Branch({ name, value, depth }: { name: string | undefined; value: unknown; depth: number }) {
  const label = name === undefined ? null : <span className={css.key}>{name}: </span>;
  if (isVector(value)) return <Vector label={label} vector={value} />;
  if (isSparse(value)) return <SparseVector label={label} name={name} vector={value} />;
  if (isShort(value)) {
    return (
      <div className={css.line}>
        {label}[
        {value.map((item, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: items of a list have no identity but their place
          <span key={index}>
            {index > 0 && ', '}
            <Leaf value={item} />
          </span>
        ))}
        ]
      </div>
    );
  }
  if (value === null || typeof value !== 'object') {
    return (
      <div className={css.line}>
        {label}
        <Leaf value={value} />
      </div>
    );
  }
  return <Members label={label} name={name} value={value} depth={depth} />;
}

function Leaf({ value }: { value: unknown }) {
  const kind = value === null ? 'keyword' : typeof value === 'string' ? 'string' : typeof value === 'number' ? 'number' : 'keyword';
  return (
    <span className={css.leaf} data-kind={kind}>
      {typeof value === 'string' ? <Text value={value} /> : JSON.stringify(value)}
    </span>
  );
}

/** A text may be a whole document, or a picture: its beginning tells which. */
function Text({ value }: { value: string }) {
  const [isWhole, setWhole] = useState(false);
  if (isWhole || value.length <= firstCharacters) return JSON.stringify(value);
  return (
    <>
      {JSON.stringify(value.slice(0, firstCharacters))}… <span className={css.note}>{value.length.toLocaleString('en')} characters</span>{' '}
      <button type="button" className={css.more} onClick={() => setWhole(true)}>
        Show all
      </button>
    </>
  );
}

/** Six digits tell vectors apart; the copy has them all. */
const short = (value: number) => String(Number(value.toPrecision(6)));

function Vector({ label, vector }: { label: React.ReactNode; vector: number[] }) {
  return (
    <div className={css.line}>
      {label}
      <span className={css.leaf} data-kind="number">
        [{vector.slice(0, shownNumbers).map(short).join(', ')}, …]
      </span>{' '}
      <span className={css.note}>
        {vector.length} dims · norm {norm(vector).toFixed(4)}
      </span>{' '}
      <Sparkline values={vector} />
      <CopyButton iconOnly text={() => JSON.stringify(vector)} label="Copy the whole vector" />
    </div>
  );
}

type SparseVectorProps = { label: React.ReactNode; name: string | undefined; vector: Record<string, number> };

function SparseVector({ label, name, vector }: SparseVectorProps) {
  const [isWhole, setWhole] = useState(false);
  const terms = Object.entries(vector).sort(([, one], [, other]) => other - one);
  const words = `${terms.length} terms · norm ${norm(Object.values(vector)).toFixed(4)}`;
  return (
    <div>
      <div className={css.line}>
        {label}
        {'{ '}
        {terms.slice(0, shownNumbers).map(([term, weight], index) => (
          <span key={term}>
            {index > 0 && ', '}
            <span className={css.key}>{term}</span>: <Leaf value={weight} />
          </span>
        ))}
        {', … } '}
        <span className={css.note}>{words}</span> <Sparkline values={terms.map(([, weight]) => weight)} />
        <CopyButton iconOnly text={() => JSON.stringify(vector)} label="Copy the whole vector" />
        <button type="button" className={css.more} aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
          {isWhole ? 'Show less' : 'Show all'}
        </button>
      </div>
      {isWhole && <Members label={null} name={name ?? 'terms'} value={Object.fromEntries(terms)} depth={1} />}
    </div>
  );
}

function Members({ label, name, value, depth }: { label: React.ReactNode; name: string | undefined; value: object; depth: number }) {
  const [isOpen, setOpen] = useState(depth > 0);
  const [isWhole, setWhole] = useState(false);
  const isList = Array.isArray(value);
  const entries = Object.entries(value);
  const shown = isWhole ? entries : entries.slice(0, firstMembers);
  const Icon = isOpen ? IconChevronDown : IconChevronRight;
  const count = `${entries.length} ${isList ? (entries.length === 1 ? 'item' : 'items') : entries.length === 1 ? 'member' : 'members'}`;
  return (
    <div>
      <button type="button" className={css.fold} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <Icon size={14} aria-hidden />
        {label}
        <span className={css.note}>
          {isList ? '[ ]' : '{ }'} {count}
        </span>
        {name === undefined && <span className="studio-visually-hidden">whole value</span>}
      </button>
      {isOpen && (
        <div className={css.members}>
          {shown.map(([key, member]) => (
            <Branch key={key} name={isList ? `[${key}]` : key} value={member} depth={depth - 1} />
          ))}
          {shown.length < entries.length && (
            <button type="button" className={css.more} onClick={() => setWhole(true)}>
              Show the other {entries.length - shown.length}
            </button>
          )}
        </div>
      )}
    </div>
  );
}
