import type { Role } from './caller.ts';

const reader = [
  'connector.read',
  'connector.check',
  'model.read',
  'task.read',
  'blueprint.read',
  'settings.read',
  'run.read',
  'predict.try',
] as const;
const writer = [
  'connector.create',
  'connector.update',
  'connector.delete',
  'model.create',
  'model.update',
  'model.delete',
  'task.update',
  'task.delete',
  'blueprint.create',
  'blueprint.update',
  'blueprint.delete',
  'predict.send',
  'batch.read',
  'batch.create',
  'batch.update',
] as const;
const administrator = [
  'settings.update',
  'user.read',
  'user.create',
  'user.update',
  'user.delete',
  'audit.read',
  'key.rotate',
  'data.clear',
] as const;

/** What a caller may be allowed to do; who may what: architecture §10.1. */
export type Permission = (typeof reader)[number] | (typeof writer)[number] | (typeof administrator)[number];

export const permissionsOf: Record<Role, readonly Permission[]> = {
  ml_read_access: reader,
  ml_full_access: [...reader, ...writer],
  all_access: [...reader, ...writer, ...administrator],
};
