/** What a route sees of a request: a subset of WHATWG `Request`, so that Node's own listener and Next's handlers can both provide it. */
export type ApiRequest = Pick<Request, 'method' | 'url' | 'signal' | 'body'> & {
  headers: Pick<Headers, 'get' | 'has'>;
  /** Reads the body, refusing more than `limit` bytes without reading on. Absent: the body is read from `body`. */
  bytesUpTo?(limit: number): Promise<Uint8Array>;
};

/** What a route answers: a `ResponseInit` with a body. */
export type Answer = {
  status: number;
  headers: Record<string, string>;
  body: string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array<ArrayBuffer>> | null;
};

export type From = { peer: string | undefined };
export type Handle = (request: ApiRequest, from: From) => Promise<Answer>;
