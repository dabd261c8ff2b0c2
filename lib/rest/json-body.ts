import type { ZodType } from 'zod';
import { illegalArgument, isStudioError, StudioError } from '#lib/errors.ts';
import { type JsonNode, readJson, toJson } from '#lib/json/read-json.ts';
import { unexpectedToken } from '#lib/json/value-of.ts';
import { assertWithinLimits } from './assert-within-limits.ts';
import { type BodyReader, decodeUtf8, type Head } from './body.ts';
import { plainJson } from './plain-json.ts';

type Options<Missing> = {
  size?: BodyReader<unknown>['size'];
  /** What an absent body means: the failure of that route (default: `request body is required`), or a value for routes that need none. */
  missing?: () => Missing;
  /** False for a route that looks at what stands at the top itself. */
  isObject?: boolean;
};

const required = () => new StudioError('parse_exception', 400, 'request body is required');

/**
 * A body of OpenSearch's own routes: the positioned tree, from which `read` picks what it knows, in the order in which ML Commons
 * does, because its failures name the first thing that is wrong.
 */
export const jsonBody = <Body, Missing = StudioError>(
  read: (node: JsonNode, head: Head) => Body | Promise<Body>,
  { size = 'configuration', missing, isObject = true }: Options<Missing> = {},
): BodyReader<Body | Exclude<Missing, StudioError>> => ({
  size,
  read(bytes, head) {
    if (bytes.length === 0) return orThrow(missing ? missing() : required());
    const node = readNode(bytes, size);
    if (isObject && node.token !== 'START_OBJECT') throw unexpectedToken(node, 'START_OBJECT');
    return read(node, head);
  },
});

/** A body of the studio's own routes. @throws StudioError 400 that names each field at fault */
export const schemaBody = <Body>(
  schema: ZodType<Body>,
  { size = 'configuration' }: Pick<Options<never>, 'size'> = {},
): BodyReader<Body> => ({
  size,
  schema,
  read(bytes) {
    if (bytes.length === 0) throw required();
    const node = readNode(bytes, size);
    if (node.token !== 'START_OBJECT') throw unexpectedToken(node, 'START_OBJECT');
    const parsed = schema.safeParse(plainJson(toJson(node)));
    if (parsed.success) return parsed.data;
    const fields = parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
    const [first] = fields;
    throw illegalArgument(first?.path ? `${first.path}: ${first.message}` : (first?.message ?? 'The body is not valid'), { fields });
  },
});

/** The bytes as they came. */
export const rawBody = ({ size = 'configuration' }: Pick<Options<never>, 'size'> = {}): BodyReader<Uint8Array> => ({
  size,
  read: (bytes) => bytes,
});

function orThrow<Missing>(missing: Missing): Exclude<Missing, StudioError> {
  if (isStudioError(missing)) throw missing;
  return missing as Exclude<Missing, StudioError>; // what the line above has just made sure
}

function readNode(bytes: Uint8Array, size: BodyReader<unknown>['size']): JsonNode {
  const text = decodeUtf8(bytes);
  const node = readJson(text);
  if (size === 'configuration') assertWithinLimits(node);
  return node;
}
