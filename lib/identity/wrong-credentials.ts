import '#server-only';
import { StudioError } from '#lib/errors.ts';

/** The same words for an unknown user, a wrong password and a token that has ended (threats.md A-05, E-04). */
export const wrongCredentials = () => new StudioError('security_exception', 401, 'Missing or wrong credentials');
