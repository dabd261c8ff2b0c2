import '#server-only';
import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import { transportError } from '#lib/predict/handle-response.ts';
import type { OutgoingRequest, Timings } from '#lib/predict/ports.ts';
import { type BodyDecoder, encodingsOf, makeDecoder } from './decode-body.ts';
import type { SocketPool } from './pools.ts';
import { type AttemptContext, tooLarge, transportFailure } from './transport-failure.ts';

/** A request as its bytes go out. */
export type WireRequest = {
  method: OutgoingRequest['method'];
  /** Path and query. */
  path: string;
  /** Name, value, name, value. */
  headers: string[];
  body: Uint8Array | null;
};

export type WireReply = { status: number; headers: Record<string, string>; body: Buffer; timings: Omit<Timings, 'dns'> };

export type ExchangeOptions = {
  pool: SocketPool;
  signal: AbortSignal;
  context: AttemptContext;
  /** Decoded bytes. */
  response_max_bytes: number;
};

/** Header lines of one answer (threats.md B-08). */
const mostLines = 100;
/** Seconds beyond both time-outs, and altogether (threats.md B-06). */
const patience = 60;
export const longestAttempt = 900;

/**
 * One request and its answer on a socket of the pool. Redirects are answers like others.
 * @throws StudioError for a transport that fails; the signal's reason when it aborts
 */
export const exchange = (request: WireRequest, options: ExchangeOptions): Promise<WireReply> =>
  new Promise((resolve, reject) => {
    const timeout = options.context.read_timeout * 1000;
    dispatch(request, options.pool, { headersTimeout: timeout, bodyTimeout: timeout }, new Exchange(options, resolve, reject));
  });

/** @param timeouts milliseconds, 0 for none */
export function dispatch(
  request: WireRequest,
  pool: SocketPool,
  timeouts: { headersTimeout: number; bodyTimeout: number },
  handler: Exchange,
): void {
  try {
    pool.dispatcher.dispatch({ ...request, ...timeouts, idempotent: false }, handler);
  } catch (thrown) {
    handler.stop(thrown); // a mistake of ours: the request was not fit to be written
  }
}

/** Takes one answer in whole; a subclass may take it piece by piece. */
export class Exchange implements Dispatcher.DispatchHandler {
  protected readonly options: ExchangeOptions;
  private readonly resolve: (reply: WireReply) => void;
  private readonly reject: (thrown: unknown) => void;
  protected readonly started = performance.now();
  protected timer: NodeJS.Timeout;
  protected readonly timings: WireReply['timings'] = { total: 0 };
  private controller: Dispatcher.DispatchController | undefined;
  protected isSettled = false;
  private failure: Error | undefined;
  private written = 0;
  private answered = 0;
  protected status = 0;
  protected headers: Record<string, string> = {};
  private decoder: BodyDecoder | undefined;
  private readonly chunks: Buffer[] = [];
  private size = 0;

  constructor(options: ExchangeOptions, resolve: (reply: WireReply) => void, reject: (thrown: unknown) => void) {
    this.options = options;
    this.resolve = resolve;
    this.reject = reject;
    const { connection_timeout, read_timeout } = options.context;
    const seconds = Math.min(connection_timeout + read_timeout + patience, longestAttempt);
    this.timer = setTimeout(() => this.late(seconds), seconds * 1000);
    options.signal.addEventListener('abort', this.aborted);
  }

  protected late(seconds: number): void {
    this.fail(transportError(`the answer of ${this.options.context.host} took longer than ${seconds} s in all`));
  }

  private readonly aborted = () => this.stop(this.options.signal.reason);

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller;
    this.written = performance.now();
    const { pool } = this.options;
    if (pool.fresh) Object.assign(this.timings, pool.fresh);
    pool.fresh = undefined;
    // Given up while the connection was being made.
    if (this.failure) controller.abort(this.failure);
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    if (status < 200 || this.isSettled) return;
    this.answered = performance.now();
    this.timings.first_byte = this.answered - this.written;
    this.status = status;
    this.headers = plainHeaders(headers);
    const lines = Array.isArray(controller.rawHeaders) ? controller.rawHeaders.length / 2 : 0;
    if (lines > mostLines) this.fail(transportError(`${this.options.context.host} sent more than ${mostLines} header lines`, 502));
    else this.expectBody(controller);
  }

  protected expectBody(controller: Dispatcher.DispatchController): void {
    const { response_max_bytes } = this.options;
    const encodings = encodingsOf(this.headers['content-encoding']);
    if (encodings.length === 0) {
      if (Number(this.headers['content-length'] ?? 0) > response_max_bytes) this.fail(tooLarge());
      return;
    }
    try {
      this.decoder = makeDecoder(encodings, response_max_bytes, {
        drained: () => controller.resume(),
        finished: (body) => this.succeed(body),
        failed: (thrown) => this.fail(thrown),
      });
    } catch (thrown) {
      this.fail(thrown);
    }
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.isSettled) return;
    if (this.decoder) {
      if (!this.decoder.write(chunk)) controller.pause();
      return;
    }
    this.size += chunk.length;
    if (this.size > this.options.response_max_bytes) this.fail(tooLarge());
    else this.chunks.push(chunk);
  }

  onResponseEnd(): void {
    if (this.decoder) this.decoder.end();
    else this.succeed(this.chunks.length === 1 && this.chunks[0] ? this.chunks[0] : Buffer.concat(this.chunks));
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.fail(error);
  }

  private succeed(body: Buffer): void {
    if (this.isSettled) return;
    this.settle();
    const now = performance.now();
    this.timings.body = now - this.answered;
    this.timings.total = now - this.started;
    this.resolve({ status: this.status, headers: this.headers, body, timings: this.timings });
  }

  /** Gives the exchange up; the socket is closed, whatever is still on its way. */
  fail(thrown: unknown): void {
    const { context } = this.options;
    this.stop(transportFailure(thrown, { ...context, status: this.status === 0 ? undefined : this.status }));
  }

  stop(reason: unknown): void {
    if (this.isSettled) return;
    this.settle();
    this.failure = reason instanceof Error ? reason : new Error('The call was given up.');
    this.decoder?.destroy();
    this.controller?.abort(this.failure);
    this.reject(reason);
  }

  protected settle(): void {
    this.isSettled = true;
    clearTimeout(this.timer);
    this.options.signal.removeEventListener('abort', this.aborted);
  }
}

/** Lower-case names; a header that came more than once is one, joined with commas. */
function plainHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  // The object was made for this answer, so it may be changed: afterwards every value is text.
  for (const name in headers) {
    const value = headers[name];
    if (Array.isArray(value)) headers[name] = value.join(', ');
  }
  return headers as Record<string, string>;
}
