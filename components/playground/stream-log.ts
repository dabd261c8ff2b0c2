/** One chunk of a streamed answer, as the studio got it. */
export type StreamPiece = {
  /** Milliseconds after the call began. */
  at_ms: number;
  /** JSON text of the event. */
  data: string;
};

export type StreamView = { text: string; pieces: readonly StreamPiece[] /** Milliseconds until the first text. */; first_ms?: number };

type Chunk = { inference_results?: { output?: { dataAsMap?: { content?: unknown } }[] }[] };

/** The words in a chunk; none in one that closes the stream or says what went wrong. */
export function contentOf(data: string): string {
  const content = (JSON.parse(data) as Chunk).inference_results?.[0]?.output?.[0]?.dataAsMap?.content; // as: predict.md §15
  return typeof content === 'string' ? content : '';
}

export type StreamLog = ReturnType<typeof makeStreamLog>;

/**
 * Collects the chunks of a stream, and tells those who show it no oftener than `pace` allows.
 * @param elapsed milliseconds since the call began
 * @param pace runs what it is given once the screen may change again
 */
export function makeStreamLog(elapsed: () => number, pace: (show: () => void) => void) {
  const pieces: StreamPiece[] = [];
  const listeners = new Set<() => void>();
  let text = '';
  let first_ms: number | undefined;
  let shown: StreamView = { text, pieces: [] };
  let isPaced = false;
  const show = () => {
    isPaced = false;
    if (shown.pieces.length === pieces.length) return;
    shown = { text, pieces: [...pieces], ...(first_ms !== undefined && { first_ms }) };
    for (const listener of listeners) listener();
  };
  return {
    push(chunks: readonly string[]): void {
      const at_ms = elapsed();
      for (const data of chunks) {
        const content = contentOf(data);
        if (content !== '') first_ms ??= at_ms;
        text += content;
        pieces.push({ at_ms, data });
      }
      if (isPaced) return;
      isPaced = true;
      pace(show);
    },
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    view: () => shown,
    /** All that came, whatever the pace. */
    whole(): StreamView {
      show();
      return shown;
    },
  };
}

/** Once a frame; once a second for people who want less to move. */
export function screenPace(show: () => void): void {
  if (window.matchMedia('(prefers-reduced-motion: reduce)').matches) setTimeout(show, 1000);
  else requestAnimationFrame(show);
}
