import '#server-only';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { isStudioError, statusError } from '#lib/errors.ts';
import type { ApiRequest, Handle } from './http.ts';

/** Node's request in the light shape that routes take: signal and body exist once somebody asks for them. */
class NodeRequest implements ApiRequest {
  readonly method: string;
  /** The target as it was sent, without a host: parsing it as a URL would resolve `%2e%2e` after the path was already judged. */
  readonly url: string;
  readonly headers: ApiRequest['headers'];
  readonly #incoming: IncomingMessage;
  readonly #outgoing: ServerResponse;
  #signal: AbortSignal | undefined;
  #body: ApiRequest['body'] | undefined;

  constructor(incoming: IncomingMessage, outgoing: ServerResponse) {
    this.#incoming = incoming;
    this.#outgoing = outgoing;
    this.method = incoming.method ?? 'GET';
    this.url = incoming.url ?? '/';
    this.headers = {
      get: (name) => headerText(incoming.headers[name.toLowerCase()]),
      has: (name) => incoming.headers[name.toLowerCase()] !== undefined,
    };
  }

  /** Aborted when the client goes away before the answer is complete. */
  get signal(): AbortSignal {
    if (!this.#signal) {
      const controller = new AbortController();
      this.#signal = controller.signal;
      const outgoing = this.#outgoing;
      const leave = () => {
        if (!outgoing.writableFinished) controller.abort();
      };
      if (outgoing.destroyed) leave();
      else outgoing.once('close', leave);
    }
    return this.#signal;
  }

  get body(): ApiRequest['body'] {
    if (this.#body === undefined) {
      const hasBody = this.#incoming.headers['content-length'] !== undefined || this.#incoming.headers['transfer-encoding'] !== undefined;
      // Node types its web streams apart from the DOM's; they are the same objects.
      this.#body = hasBody ? (Readable.toWeb(this.#incoming) as unknown as ApiRequest['body']) : null;
    }
    return this.#body ?? null;
  }

  /** @throws StudioError 413 as soon as the body is known to be larger; the rest is not read. 400 when the client leaves midway. */
  async bytesUpTo(limit: number): Promise<Uint8Array> {
    const incoming = this.#incoming;
    // A small body has come with its head: taken as it lies there, it needs no events.
    if (incoming.complete && incoming.readableLength > 0 && incoming.readableLength <= limit) return incoming.read() as Buffer;
    try {
      return await this.#receive(limit);
    } catch (thrown) {
      if (isStudioError(thrown) || this.#incoming.complete) throw thrown;
      throw statusError(400, 'The request body ended early', { cause: thrown });
    }
  }

  #receive(limit: number): Promise<Uint8Array> {
    const incoming = this.#incoming;
    const tooLarge = () => statusError(413, `The request body is larger than ${limit} bytes`);
    return new Promise((resolve, reject) => {
      if (Number(incoming.headers['content-length'] ?? 0) > limit) throw tooLarge();
      if (incoming.destroyed) throw new Error('The connection was closed'); // no event would come any more
      const chunks: Buffer[] = [];
      let length = 0;
      // Events, because reading by an iterator costs a small request a tenth of its time.
      const settle = () => incoming.off('data', take).off('end', end).off('error', fail).off('close', leave).pause();
      const fail = (thrown: unknown) => {
        settle();
        reject(thrown);
      };
      const take = (chunk: Buffer) => {
        length += chunk.length;
        if (length > limit) fail(tooLarge());
        else chunks.push(chunk);
      };
      const end = () => {
        settle();
        resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, length));
      };
      const leave = () => fail(new Error('The connection was closed'));
      incoming.on('data', take).on('end', end).on('error', fail).on('close', leave);
    });
  }
}

const headerText = (value: string | string[] | undefined): string | null => (Array.isArray(value) ? value.join(', ') : (value ?? null));

/** Serves `handle` on Node's own HTTP server. */
export const nodeListener = (handle: Handle) => async (incoming: IncomingMessage, outgoing: ServerResponse) => {
  const { status, headers, body } = await handle(new NodeRequest(incoming, outgoing), { peer: incoming.socket.remoteAddress });
  const all: Record<string, string | number> = headers; // made for this answer
  if (!incoming.complete) all.connection = 'close'; // the rest of a refused body is not read
  const length = typeof body === 'string' ? Buffer.byteLength(body) : undefined;
  if (length !== undefined) all['content-length'] = length;
  else if (body instanceof Uint8Array) all['content-length'] = body.length;
  outgoing.writeHead(status, all);
  if (!(body instanceof ReadableStream)) {
    // Text in which every character is one byte is ASCII, which is written faster as Latin-1.
    outgoing.end(incoming.method === 'HEAD' ? undefined : body, length === body?.length ? 'latin1' : 'utf8');
    return;
  }
  outgoing.flushHeaders();
  // A client that left has been told to the handler by its signal; the stream itself has nothing to add.
  await pipeline(Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]), outgoing).catch(() => outgoing.destroy());
};
