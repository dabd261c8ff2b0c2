import '#server-only';
import { StudioError } from '#lib/errors.ts';

/** A stored credential was changed, moved, or its key is gone: the call is refused (threats.md C-02, C-03). */
export const unreadable = () =>
  new StudioError('m_l_exception', 500, 'The stored credential cannot be read (credential_unreadable). Enter it again.');
