import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import type { Connector, SocketTarget } from '#lib/egress/connector.ts';

/** One connection attempt: where to, and everything that was written. */
export type Attempted = { target: SocketTarget; peer: string; written: string };

/**
 * Stands in for sockets that no test machine can open: connected, it says, to the first vetted address, it answers each request with
 * `answer`. Every attempt is recorded.
 * @param peerOf the address that a socket claims to be connected to
 */
export function standInConnector(answer: () => string, peerOf: (target: SocketTarget) => string = ({ addresses }) => addresses[0] ?? '') {
  const attempts: Attempted[] = [];
  const connectorOf = (target: SocketTarget): Connector => {
    return (_options, callback) => {
      const attempt: Attempted = { target, peer: peerOf(target), written: '' };
      attempts.push(attempt);
      // As much of a socket as the client of HTTP touches.
      const socket = new AnsweringSocket(attempt, answer) as unknown as Socket;
      queueMicrotask(() => callback(null, socket));
    };
  };
  return { attempts, connectorOf };
}

class AnsweringSocket extends Duplex {
  readonly remoteAddress: string;
  private readonly attempt: Attempted;
  private readonly answer: () => string;

  constructor(attempt: Attempted, answer: () => string) {
    super();
    this.attempt = attempt;
    this.remoteAddress = attempt.peer;
    this.answer = answer;
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    const before = this.attempt.written.length;
    this.attempt.written += chunk.toString('latin1');
    if (isComplete(this.attempt.written) && !isComplete(this.attempt.written.slice(0, before))) this.push(this.answer());
    done();
  }
}

/** Headers, and as much of a body as they promise. */
function isComplete(text: string): boolean {
  const end = text.lastIndexOf('\r\n\r\n');
  const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0);
  return end >= 0 && text.length >= end + 4 + length;
}
