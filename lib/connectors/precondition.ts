import { illegalArgument, StudioError } from '#lib/errors.ts';
import type { Written } from './ports.ts';

/** One node, one history: the primary term never changes. */
export const primaryTerm = 1;

/** What a client may say about the version it changes (threats.md V-01, V-02). */
export type Precondition = {
  if_seq_no?: number | undefined;
  if_primary_term?: number | undefined;
  /** Value of the header If-Match: `"<seq_no>-<primary_term>"`, or `*`. */
  if_match?: string | undefined;
};

export const entityTag = ({ seq_no }: Pick<Written, 'seq_no'>): string => `"${seq_no}-${primaryTerm}"`;

/** @throws StudioError 409 for numbers that do not match, 412 for an If-Match that does not, 400 for half a pair of numbers */
export function assertUnchanged(stored: Written, { if_seq_no, if_primary_term, if_match }: Precondition): void {
  if ((if_seq_no === undefined) !== (if_primary_term === undefined)) {
    throw illegalArgument('if_seq_no and if_primary_term must be sent together');
  }
  if (if_seq_no !== undefined && (if_seq_no !== stored.seq_no || if_primary_term !== primaryTerm)) {
    throw versionConflict(stored, 409, `required seqNo [${if_seq_no}], primary term [${if_primary_term}]`);
  }
  if (if_match !== undefined && if_match.trim() !== '*' && if_match.trim() !== entityTag(stored)) {
    throw versionConflict(stored, 412, `required entity tag [${if_match}]`);
  }
}

export const versionConflict = ({ id, seq_no }: Written, status: 409 | 412, required: string): StudioError =>
  new StudioError(
    'version_conflict_engine_exception',
    status,
    `[${id}]: version conflict, ${required}. current document has seqNo [${seq_no}] and primary term [${primaryTerm}]`,
  );
