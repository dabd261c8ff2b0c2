import { isStudioError, type StudioError } from '#lib/errors.ts';
import { assertNoPlaceholderLeft, skipsMissingParameters } from './assert-no-placeholder-left.ts';
import { fillBody, finishPayload, type PayloadAction } from './build-payload.ts';
import { fillHeader } from './fill-headers.ts';
import { fillUrl } from './fill-url.ts';
import { findPlaceholders } from './find-placeholders.ts';
import type { Origin, ParameterSet } from './parameter-set.ts';
import type { Filled, Span } from './substitute.ts';

/** Where a stretch of text came from, as the preview colours it. `kept`: missing, and left on purpose. */
export type Provenance = Origin | 'default' | 'missing' | 'kept' | 'credential';

export type ExplainedSpan = Pick<Span, 'start' | 'end' | 'name' | 'as_json_string' | 'depth'> & { origin: Provenance };
export type Explained = { text: string; spans: ExplainedSpan[] };

/** `text` and `spans` show the filled template; `payload` is what would be sent, which differs where members are added to it. */
export type ExplainedPayload = Explained & { payload: string | null; problem?: StudioError };

/** A failure of which a preview has nothing to show but its words: a circle, or too much text. */
const nothing = { text: '', spans: [], breaking: [] };

/** The payload of a call with the origin of every filled stretch. Made by the code that makes the payload itself; refusals become `problem`. */
export function explainPayload(action: PayloadAction, { values, marks }: ParameterSet): ExplainedPayload {
  let filled: Filled = nothing;
  try {
    if (action.request_body === undefined) {
      const payload = values.get('http_body') ?? null;
      return { text: payload ?? '', spans: [], payload };
    }
    filled = fillBody(action.request_body, values, marks, true);
    const payload = finishPayload(filled, action, values);
    assertNoPlaceholderLeft(payload, values);
    return { ...explained(filled, skipsMissingParameters(values)), payload };
  } catch (problem) {
    if (!isStudioError(problem)) throw problem;
    return { ...explained(filled, skipsMissingParameters(values)), payload: null, problem };
  }
}

/** A URL with the origin of every filled stretch. @throws StudioError 400 as substitute */
export const explainUrl = (url: string, { values, marks }: ParameterSet): Explained => explained(fillUrl(url, values, marks, true), false);

/** A header value likewise; its credentials stay placeholders and have spans of their own. @throws StudioError 400 as substitute */
export function explainHeader(value: string, { values, marks }: ParameterSet): Explained {
  const { text, spans } = explained(fillHeader(value, values, marks), false);
  return { text, spans: [...spans, ...credentialSpans(text)].sort((one, other) => one.start - other.start) };
}

function credentialSpans(text: string): ExplainedSpan[] {
  return findPlaceholders(text, 'credential').map((placeholder) => ({
    ...placeholder,
    origin: 'credential' as const,
    as_json_string: false,
    depth: 0,
  }));
}

function explained({ text, spans }: Filled, skips: boolean): Explained {
  const missing = skips ? 'kept' : 'missing';
  const provenance = ({ kind, origin }: Span): Provenance =>
    kind === 'filled' ? (origin ?? 'connector') : kind === 'default' ? 'default' : missing;
  return {
    text,
    spans: spans.map((span) => {
      const { start, end, name, as_json_string, depth } = span;
      return { start, end, name, origin: provenance(span), as_json_string, depth };
    }),
  };
}

/** The text cut into stretches that do not overlap, each with the innermost span it belongs to: what a preview draws one after the other. */
export function stretches({ text, spans }: Explained): { text: string; span?: ExplainedSpan }[] {
  const cuts = [...new Set([0, text.length, ...spans.flatMap(({ start, end }) => [start, end])])].sort((one, other) => one - other);
  const open: ExplainedSpan[] = [];
  const found: { text: string; span?: ExplainedSpan }[] = [];
  let next = 0;
  cuts.forEach((cut, index) => {
    while (open.length > 0 && (open.at(-1)?.end ?? 0) <= cut) open.pop();
    for (let span = spans[next]; span && span.start <= cut; span = spans[++next]) if (span.end > cut) open.push(span);
    const end = cuts[index + 1];
    if (end === undefined) return;
    const span = open.at(-1);
    found.push({ text: text.slice(cut, end), ...(span && { span }) });
  });
  return found;
}
