import { assertMay } from '#lib/access/operation.ts';
import type { Permission } from '#lib/access/permission.ts';
import { isStudioError, StudioError } from '#lib/errors.ts';
import type { BodyReader } from './body.ts';

/** A body that is read only after its caller may send it, and after what else OpenSearch looks at first. */
export const guardedBody = <Body>(permission: Permission, reader: BodyReader<Body>, before?: () => Promise<void>): BodyReader<Body> => ({
  ...reader,
  async read(bytes, head) {
    assertMay(head.caller, permission);
    await before?.();
    return reader.read(bytes, head);
  },
});

/** Updates answer 400 where creates answer 500 for a value that is no text (rest-api.md §1.6). */
export function withParseFailures<Result>(read: () => Result): Result {
  try {
    return read();
  } catch (thrown) {
    if (!isStudioError(thrown) || thrown.type !== 'illegal_state_exception') throw thrown;
    throw new StudioError('parse_exception', 400, thrown.message);
  }
}
