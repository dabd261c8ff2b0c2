import { type ChangeKind, type ChangeRow, changeKinds } from './change-schema.ts';
import type { ChangePosition, StoredChange } from './ports.ts';

/** A change as the list shows it. */
export function changeRow(stored: StoredChange): ChangeRow {
  const { at, by, kind, object_id, name, version, changed, note } = stored;
  return {
    id: idOf(stored),
    at,
    by,
    event: eventOf(stored),
    object: { kind, id: object_id, name },
    version,
    changed: changed === null ? [] : (JSON.parse(changed) as string[]), // as we wrote it
    ...(note !== null && note !== '' && { note }),
  };
}

function eventOf({ kind, version }: StoredChange): string {
  if (kind === 'blueprint') return 'blueprint.published';
  return kind === 'connector' && version === 1 ? 'connector.created' : `${kind}.updated`;
}

const idOf = ({ kind, object_id, version }: StoredChange) => `${kind}:${object_id}:${version}`;

const isKind = (text: string | undefined): text is ChangeKind => changeKinds.some((kind) => kind === text);

/** @returns undefined for what is no id of a change */
export function readChangeId(id: string): Omit<ChangePosition, 'at'> | undefined {
  const [, kind, object_id, version] = /^(\w+):(.+):(\d{1,9})$/.exec(id) ?? [];
  return isKind(kind) && object_id !== undefined ? { kind, object_id, version: Number(version) } : undefined;
}

export const changePosition = ({ at, kind, object_id, version }: StoredChange): ChangePosition => ({ at, kind, object_id, version });

export const changeCursor = (position: ChangePosition | undefined): string | null =>
  position ? `${position.at}-${position.kind}:${position.object_id}:${position.version}` : null;

export function readChangeCursor(text: string): ChangePosition | undefined {
  const [, at, id] = /^(\d{1,15})-(.+)$/.exec(text) ?? [];
  const key = id === undefined ? undefined : readChangeId(id);
  return key && { ...key, at: Number(at) };
}
