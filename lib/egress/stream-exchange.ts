import '#server-only';
import type { Dispatcher } from 'undici';
import { statusError } from '#lib/errors.ts';
import { transportError } from '#lib/predict/handle-response.ts';
import { encodingsOf } from './decode-body.ts';
import { dispatch, Exchange, type ExchangeOptions, longestAttempt, type WireReply, type WireRequest } from './exchange.ts';
import { tooLarge } from './transport-failure.ts';

/** An answer whose body is read while it comes in. */
export type WireStream = Pick<WireReply, 'status' | 'headers' | 'timings'> & {
  /** All that has come in since it was last asked. Ending the iteration early gives the rest up. */
  chunks: AsyncIterable<Buffer>;
};

export type StreamOptions = ExchangeOptions & {
  /** The socket is free again, or closed. */
  settled(): void;
};

/** Bytes that wait for a slow reader before the socket is read no further. */
const mostWaiting = 64 * 1024;
/** A stream may be so many times larger than an answer in one piece (threats.md B-16). */
const streamFactor = 4;
/** What may still come after the reader has seen enough, so that the socket can be used again: bytes, milliseconds. */
const shortRest = { bytes: 64 * 1024, time: 1000 };

/**
 * As exchange, for an answer that is read piece by piece. A refusal is no stream: it is read whole.
 * @throws StudioError for a transport that fails before there are headers; the signal's reason when it aborts
 */
export const streamExchange = (request: WireRequest, options: StreamOptions): Promise<{ stream: WireStream } | { reply: WireReply }> =>
  new Promise((resolve, reject) => {
    // A reader may pause for as long as it likes, so the pauses of the service are counted here.
    dispatch(
      request,
      options.pool,
      { headersTimeout: options.context.read_timeout * 1000, bodyTimeout: 0 },
      new StreamExchange(options, resolve, reject),
    );
  });

class StreamExchange extends Exchange {
  private readonly opened: (answer: { stream: WireStream }) => void;
  private readonly settled: () => void;
  private source: Dispatcher.DispatchController | undefined;
  private idle: NodeJS.Timeout | undefined;
  private waiting: Buffer[] = [];
  private waitingBytes = 0;
  private received = 0;
  private isPaused = false;
  private isLeft = false;
  private failed: { reason: unknown } | undefined;
  private wake: (() => void) | undefined;

  constructor(
    options: StreamOptions,
    resolve: (answer: { stream: WireStream } | { reply: WireReply }) => void,
    reject: (thrown: unknown) => void,
  ) {
    super(options, (reply) => resolve({ reply }), reject);
    this.opened = resolve;
    this.settled = options.settled;
  }

  protected override expectBody(controller: Dispatcher.DispatchController): void {
    if (this.status < 200 || this.status >= 300) {
      this.idle = setTimeout(this.pausedTooLong, this.options.context.read_timeout * 1000);
      super.expectBody(controller);
      return;
    }
    if (encodingsOf(this.headers['content-encoding']).length > 0) {
      this.fail(statusError(502, 'Remote service response has a content encoding that is not supported'));
      return;
    }
    this.source = controller;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.late(longestAttempt), this.started + longestAttempt * 1000 - performance.now());
    this.idle = setTimeout(this.pausedTooLong, this.options.context.read_timeout * 1000);
    const { status, headers, timings } = this;
    timings.total = performance.now() - this.started;
    this.opened({ stream: { status, headers, timings, chunks: { [Symbol.asyncIterator]: () => this.iterator() } } });
  }

  private readonly pausedTooLong = () => {
    const { host, read_timeout } = this.options.context;
    this.fail(transportError(`the answer of ${host} paused for longer than ${read_timeout} s (read_timeout)`));
  };

  override onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.idle?.refresh();
    if (!this.source) {
      super.onResponseData(controller, chunk);
      return;
    }
    if (this.isSettled) return;
    this.received += chunk.length;
    if (this.received > (this.isLeft ? shortRest.bytes : this.options.response_max_bytes * streamFactor)) {
      this.fail(tooLarge());
      return;
    }
    if (this.isLeft) return;
    this.waiting.push(chunk);
    this.waitingBytes += chunk.length;
    if (this.waitingBytes > mostWaiting) this.pause(controller);
    this.wake?.();
  }

  private pause(controller: Dispatcher.DispatchController): void {
    if (this.isPaused) return;
    this.isPaused = true;
    clearTimeout(this.idle);
    controller.pause();
  }

  private resume(): void {
    if (!this.isPaused || this.isSettled) return;
    this.isPaused = false;
    this.idle = setTimeout(this.pausedTooLong, this.options.context.read_timeout * 1000);
    this.source?.resume();
  }

  override onResponseEnd(): void {
    if (!this.source) {
      super.onResponseEnd();
      return;
    }
    if (!this.isSettled) this.settle();
    this.wake?.();
  }

  override stop(reason: unknown): void {
    if (!this.isSettled) this.failed = { reason };
    super.stop(reason);
    this.wake?.();
  }

  protected override settle(): void {
    clearTimeout(this.idle);
    super.settle();
    this.settled();
  }

  private iterator(): AsyncIterator<Buffer> {
    return {
      next: async () => {
        for (;;) {
          if (this.waiting.length > 0) return { done: false, value: this.take() };
          if (this.failed) throw this.failed.reason;
          if (this.isSettled) return { done: true, value: undefined };
          await new Promise<void>((resolve) => {
            this.wake = resolve;
          });
        }
      },
      return: async () => {
        this.leave();
        return { done: true, value: undefined };
      },
    };
  }

  private take(): Buffer {
    const [first] = this.waiting;
    const all = this.waiting.length === 1 && first ? first : Buffer.concat(this.waiting);
    this.waiting = [];
    this.waitingBytes = 0;
    this.resume();
    return all;
  }

  /** Nobody reads on. The end of most streams is only a few bytes away, and a socket that has come to it can be used again. */
  private leave(): void {
    if (this.isSettled) return;
    this.isLeft = true;
    this.received = 0;
    this.waiting = [];
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.stop(new Error('The reader has left')), shortRest.time);
    this.resume();
  }
}
