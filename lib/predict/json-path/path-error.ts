import { isStudioError, StudioError } from '#lib/errors.ts';

/** The path itself is wrong. ML Commons answers 500; the one who wrote the path can mend it, so here it is 400. */
export const invalidPath = (reason: string) => new StudioError('invalid_path_exception', 400, reason);

/** The path is fine but leads nowhere in this document: not an illegal argument in ML Commons (predict.md §12.3). */
export const pathNotFound = (reason: string) => new StudioError('path_not_found_exception', 500, reason);

export const isPathNotFound = (thrown: unknown): boolean => isStudioError(thrown) && thrown.type === 'path_not_found_exception';

/** Either of the two: inside a filter both mean that the element does not match. */
export const isPathError = (thrown: unknown): boolean =>
  isPathNotFound(thrown) || (isStudioError(thrown) && thrown.type === 'invalid_path_exception');
