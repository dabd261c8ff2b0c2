/** Why a task failed, and on which node where it says so. */
export type TaskFailure = { reason: string; node?: string };

/** The error of a task: a text, or JSON with a text for each node. */
export function failuresOf(error: string): [TaskFailure, ...TaskFailure[]] {
  const [first, ...others] = byNode(error);
  return first ? [first, ...others] : [{ reason: error }];
}

function byNode(error: string): TaskFailure[] {
  try {
    const value: unknown = JSON.parse(error);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
    const entries = Object.entries(value);
    return entries.every(([, reason]) => typeof reason === 'string') ? entries.map(([node, reason]) => ({ node, reason })) : [];
  } catch {
    return []; // most errors are plain texts
  }
}
