import type { Caller } from '#lib/access/caller.ts';
import { unsetNames } from './credential-rules.ts';
import type { CredentialWrite } from './ports.ts';

/** Who set which credential fields, when. */
export const provenance = (
  caller: Caller,
  credential: Readonly<Record<string, string>>,
  time: number,
): Omit<CredentialWrite, 'sealed'> => ({
  names: Object.keys(credential),
  unset: unsetNames(credential),
  set_by: caller.username,
  set_at: time,
});
