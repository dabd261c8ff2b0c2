import { postProcessFunctions } from './post-process.ts';
import { preProcessFunctions } from './pre-process.ts';

/**
 * Whether a `pre_process_function` or `post_process_function` is the exact name of a built-in. Everything else is a Painless script:
 * there is no logic of prefixes, so a misspelt name is a script too (functions.md §1).
 */
export const isBuiltIn = (text: string): boolean => preProcessFunctions.has(text) || postProcessFunctions.has(text);

/** A text that is meant as the name of a built-in but is none: it would run as a script and fail to compile. */
export const isMisspelt = (text: string): boolean => !isBuiltIn(text) && (text.startsWith('connector.') || /^[\w.-]+$/.test(text));
