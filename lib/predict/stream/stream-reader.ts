import type { Tensor } from '../tensor.ts';
import type { StreamTensor } from './stream-tensor.ts';
import type { UpstreamEvent } from './upstream-event.ts';

/** Takes secrets out of a text that comes in pieces; what may be the beginning of one is held back until more is known. */
export type TextMask = { push(text: string): string; end(): string };

/** Makes pieces of an answer out of the events of a service. */
export type StreamReader = {
  /** @throws StudioError for an event that tells of a failure */
  read(event: UpstreamEvent): StreamTensor[];
  /**
   * The stream has ended by itself.
   * @throws StudioError 502 when it broke off
   */
  end(): StreamTensor[];
  /** The answer is complete; whatever follows adds nothing to it. */
  isComplete(): boolean;
  /** The whole answer as one, for whoever looks at it afterwards. */
  whole(): Tensor;
  /** What the service counted, as JSON, once it has said so. */
  usage(): string | undefined;
};

/** @param mask makes a mask for one text of the answer */
export type MakeReader = (mask: () => TextMask) => StreamReader;
