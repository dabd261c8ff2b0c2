import '#server-only';
import { credentialMask } from '#lib/connectors/credential-rules.ts';
import type { TextMask } from '#lib/predict/stream/stream-reader.ts';

const unchanged: TextMask = { push: (text) => text, end: () => '' };

/**
 * Masks secrets in a text that comes in pieces. An end that may be the beginning of a secret is held back until more is known, so that
 * a secret that is cut in two is masked all the same.
 * @param spellings the longest first
 */
export function maskPieces(spellings: readonly string[]): TextMask {
  if (spellings.length === 0) return unchanged;
  let held = '';
  return {
    push(piece) {
      let text = held + piece;
      let done = '';
      for (;;) {
        const whole = firstWhole(text, spellings);
        const cut = firstCut(text, spellings);
        const isCutFirst = cut && (!whole || cut.at < whole.at || (cut.at === whole.at && cut.spelling.length > whole.spelling.length));
        if (isCutFirst || !whole) {
          const end = cut?.at ?? text.length;
          held = text.slice(end);
          return done + text.slice(0, end);
        }
        done += text.slice(0, whole.at) + credentialMask;
        text = text.slice(whole.at + whole.spelling.length);
      }
    },
    end() {
      // A shorter secret may stand in what was waiting to become a longer one.
      let text = held;
      held = '';
      for (const spelling of spellings) text = text.replaceAll(spelling, credentialMask);
      return text;
    },
  };
}

type Found = { at: number; spelling: string };

/** The first secret in the text; of several that begin there, the longest. */
function firstWhole(text: string, spellings: readonly string[]): Found | undefined {
  let first: Found | undefined;
  for (const spelling of spellings) {
    const at = text.indexOf(spelling);
    if (at >= 0 && (!first || at < first.at)) first = { at, spelling };
  }
  return first;
}

/** Where the end of the text may be the beginning of a secret. */
function firstCut(text: string, spellings: readonly string[]): Found | undefined {
  let first: Found | undefined;
  for (const spelling of spellings) {
    const start = spelling.charAt(0);
    for (let at = text.indexOf(start, Math.max(0, text.length - spelling.length + 1)); at >= 0; at = text.indexOf(start, at + 1)) {
      if (!spelling.startsWith(text.slice(at))) continue;
      if (!first || at < first.at) first = { at, spelling };
      break;
    }
  }
  return first;
}
