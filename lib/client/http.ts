import { type ErrorType, type FieldProblem, StudioError } from '#lib/errors.ts';
import { announceSessionEnd } from './session-end.ts';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export type RequestOptions = {
  signal?: AbortSignal;
  /** Sent as JSON. */
  json?: unknown;
  /** JSON text, sent as it is: numbers keep their spelling. */
  text?: string;
  /** A refresh that nobody asked for: it does not keep the session alive. */
  background?: boolean;
  /** Of a request that makes something: sent again under the same key, it makes one (threats.md V-06). */
  key?: string;
};

/**
 * Asks the studio's own server.
 * @returns the answer's JSON; undefined when there is no body
 * @throws StudioError with the server's own words; status 0 when the server cannot be reached; AbortError when `signal` says so
 */
export async function request<T>(method: Method, path: string, options: RequestOptions = {}): Promise<T> {
  const text = await requestText(method, path, options);
  return (text === '' ? undefined : JSON.parse(text)) as T; // the caller names the shape that this route answers
}

/** The same, answering the body as text: for values whose numbers must keep their spelling. */
export async function requestText(method: Method, path: string, options: RequestOptions = {}): Promise<string> {
  return (await open(method, path, options)).text();
}

/** The same, answering the body as it comes: for events. */
export async function requestStream(method: Method, path: string, options: RequestOptions = {}): Promise<ReadableStream<Uint8Array>> {
  return (await open(method, path, options)).body ?? new ReadableStream({ start: (controller) => controller.close() });
}

async function open(method: Method, path: string, { signal, json, text, background, key }: RequestOptions): Promise<Response> {
  const response = await send(path, {
    method,
    signal,
    body: text ?? (json === undefined ? undefined : JSON.stringify(json)),
    headers: {
      accept: 'application/json',
      ...(method !== 'GET' && { 'content-type': 'application/json', 'osd-xsrf': 'studio' }),
      ...(background && { 'studio-background': 'true' }),
      ...(key !== undefined && { 'idempotency-key': key }),
    },
  });
  if (response.ok) return response;
  const error = readError(response, await response.text());
  if (response.status === 401 && !path.startsWith('/api/studio/session')) announceSessionEnd();
  throw error;
}

async function send(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, { ...init, credentials: 'same-origin', cache: 'no-store', redirect: 'error' });
  } catch (cause) {
    if (init.signal?.aborted) throw cause;
    throw new StudioError('i_o_exception', 0, 'The studio does not answer. Check your connection, then try again.', { cause });
  }
}

type ErrorMembers = { type?: ErrorType; reason?: string; fields?: FieldProblem[]; root_cause?: unknown; caused_by?: ErrorMembers };

/** Turns an error body of OpenSearch's shape back into the StudioError that it was on the server. */
export function readError(response: Pick<Response, 'status' | 'statusText' | 'headers'>, body: string): StudioError {
  const headers: Record<string, string> = {};
  const retryAfter = response.headers.get('retry-after');
  if (retryAfter) headers['retry-after'] = retryAfter;
  const found = readMembers(body);
  if (typeof found === 'string') return new StudioError('exception', response.status, found, { headers });
  const { type = 'exception', reason, fields, root_cause: _, caused_by, ...details } = found;
  const cause = caused_by?.reason ? new StudioError(caused_by.type ?? 'exception', response.status, caused_by.reason) : undefined;
  const words = reason ?? (body.trim().slice(0, 500) || response.statusText || `The server answered ${response.status}`);
  return new StudioError(type, response.status, words, { fields, details, headers, cause });
}

function readMembers(body: string): ErrorMembers | string {
  try {
    const { error } = JSON.parse(body) as { error?: ErrorMembers | string };
    return error ?? {};
  } catch {
    return {}; // no JSON: a proxy in between, whose text is shown as it is
  }
}
