import { StudioError, statusError } from '#lib/errors.ts';
import type { ApiRequest } from './http.ts';
import type { CallHead } from './route.ts';

// biome-ignore lint/suspicious/noExplicitAny: a reader may look at the call; each row has its own types for it
export type Head = CallHead<any, any, any>;

/** How a route takes its body. */
export type BodyReader<Body> = {
  /** 1 MiB for configuration, `studio.request_max_bytes` for a prediction (threats.md I-06). */
  size: 'configuration' | 'prediction';
  /** For the API description; absent where the body is read by hand. */
  schema?: unknown;
  /**
   * Runs before query parameters that nobody knows are refused, as in OpenSearch.
   * @param bytes empty when no body was sent
   */
  read(bytes: Uint8Array, head: Head): Body | Promise<Body>;
};

export const bodyTooLarge = (limit: number) => statusError(413, `The request body is larger than ${limit} bytes`);

const nothing = new Uint8Array();

/** @throws StudioError 413 without reading on */
export async function receive(request: ApiRequest, limit: number): Promise<Uint8Array> {
  const declared = Number(request.headers.get('content-length') ?? 0);
  if (declared > limit) throw bodyTooLarge(limit);
  if (request.bytesUpTo) return declared > 0 || request.headers.has('transfer-encoding') ? request.bytesUpTo(limit) : nothing;
  const chunks: Uint8Array[] = [];
  let length = 0;
  if (request.body) {
    // A failure inside cancels the stream, so the rest of an endless body is not read.
    for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
      length += chunk.length;
      if (length > limit) throw bodyTooLarge(limit);
      chunks.push(chunk);
    }
  }
  return chunks.length === 1 && chunks[0] ? chunks[0] : join(chunks, length);
}

function join(chunks: Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** @throws StudioError 400 for bytes that are no UTF-8 */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch (cause) {
    throw new StudioError('json_parse_exception', 400, 'Invalid UTF-8 in the request body', { cause });
  }
}
