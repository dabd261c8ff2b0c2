import '#server-only';
import { pipeline, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from 'node:zlib';
import { statusError } from '#lib/errors.ts';
import { tooLarge } from './transport-failure.ts';

const decoders: Readonly<Record<string, () => Transform>> = {
  gzip: () => createGunzip(),
  'x-gzip': () => createGunzip(),
  deflate: () => createInflate(),
  br: () => createBrotliDecompress(),
  zstd: () => createZstdDecompress(),
};

/** More than this much out for one byte in, beyond the first mebibyte, is a bomb (threats.md B-02). */
const highestRatio = 100;
const ratioCounts = 1024 * 1024;
const mostEncodings = 2;

/** Encodings in the order in which they were applied; we ask for none, but a service may encode all the same. */
export const encodingsOf = (header: string | undefined): string[] =>
  (header ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity');

export type BodyDecoder = {
  /** @returns false when it wants no more until `drained` */
  write(chunk: Uint8Array): boolean;
  end(): void;
  destroy(): void;
};

export type DecoderEvents = {
  drained(): void;
  finished(body: Buffer): void;
  /** A StudioError, or what zlib says. */
  failed(thrown: unknown): void;
};

/**
 * Undoes the encodings of a body while it arrives, counting decoded bytes.
 * @param limit decoded bytes
 * @throws StudioError 502 for an encoding we do not know, or more than two
 */
export function makeDecoder(encodings: readonly string[], limit: number, events: DecoderEvents): BodyDecoder {
  const makers = encodings.toReversed().map((name) => (Object.hasOwn(decoders, name) ? decoders[name] : undefined));
  if (makers.length > mostEncodings || makers.includes(undefined)) {
    throw statusError(502, 'Remote service response has a content encoding that is not supported');
  }
  const stages = makers.flatMap((make) => (make ? [make()] : []));
  const [first] = stages;
  const last = stages.at(-1);
  if (!first || !last) throw new Error('Nothing to decode');
  const chunks: Buffer[] = [];
  let encoded = 0;
  let decoded = 0;
  last.on('data', (chunk: Buffer) => {
    decoded += chunk.length;
    chunks.push(chunk);
    const isBomb = decoded > ratioCounts && decoded > encoded * highestRatio;
    if (decoded > limit || isBomb) last.destroy(tooLarge());
  });
  const done = (thrown: unknown) => (thrown ? events.failed(thrown) : events.finished(Buffer.concat(chunks)));
  if (stages.length === 1) {
    last.on('end', () => done(undefined)).on('error', done);
  } else pipeline(stages, done);
  first.on('drain', events.drained);
  return {
    write(chunk) {
      encoded += chunk.length;
      return first.write(chunk);
    },
    end: () => first.end(),
    destroy: () => first.destroy(),
  };
}
