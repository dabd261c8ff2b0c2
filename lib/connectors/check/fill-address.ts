import { isStudioError } from '#lib/errors.ts';
import { filledUrl } from '../action-urls.ts';
import { probeUrl } from '../address.ts';
import type { Facts } from './facts.ts';

/** Saved values may go round in circles, or grow without end; that is a problem of theirs, and nothing is known of the address then. */
function whereFillable<Result>(fill: () => Result): Result | undefined {
  try {
    return fill();
  } catch (thrown) {
    if (isStudioError(thrown)) return undefined;
    throw thrown;
  }
}

/** As filledUrl; as it stands where it cannot be filled. */
export const filledAddress = ({ fields }: Facts, url: string): string =>
  whereFillable(() => filledUrl(url, fields.parameters ?? {})) ?? url;

/** As probeUrl; undefined where it cannot be filled. @param other values instead of saved ones */
export const probedAddress = ({ fields }: Facts, url: string, other: Readonly<Record<string, string>> = {}) =>
  whereFillable(() => probeUrl(url, { ...fields.parameters, ...other }));
