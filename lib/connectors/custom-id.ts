import { illegalArgument } from '#lib/errors.ts';

const longestId = 512; // UTF-8 bytes

/**
 * @param label what the id names: "connector id", "model id", "model group id"
 * @throws StudioError 400 with ML Commons' text (connector-model.md §5.4)
 */
export function assertCustomId(label: string, id: string): void {
  if (id.trim() === '') throw illegalArgument(`${label} is invalid`);
  if (id.startsWith('_')) throw illegalArgument(`${label} must not start with '_'`);
  if (id.startsWith('-')) throw illegalArgument(`${label} must not start with '-'`);
  if (new TextEncoder().encode(id).length > longestId) throw illegalArgument(`${label} is too long, max length is ${longestId}`);
  if (!/^[a-zA-Z0-9][a-zA-Z0-9_-]*$/.test(id)) {
    throw illegalArgument(`${label} must contain only letters, digits, underscores, and hyphens, and must start with a letter or digit`);
  }
}
