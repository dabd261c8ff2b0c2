import { illegalArgument } from '#lib/errors.ts';
import { fillNullDefaults } from './fill-null-defaults.ts';
import { isJsonOrNdjson } from './is-json.ts';
import type { Marks, Values } from './parameter-set.ts';
import { withStreamFlag } from './stream-flag.ts';
import { withStructuredOutput } from './structured-output.ts';
import { type Filled, substituteTraced } from './substitute.ts';
import { withToStringParameters } from './to-string-parameters.ts';

/** What of an action makes a payload. */
export type PayloadAction = { request_body?: string | undefined; supports_structured_output?: boolean | undefined };

const noMarks: Marks = new Map();
const longestQuoted = 8_192;

/**
 * The payload of a call (predict.md §6.1–6.6): the action's `request_body` filled, else the parameter `http_body`, else null.
 * `marks` say which values come from outside; without them every value counts as the connector's own.
 * @throws StudioError 400 when the filled text is neither JSON nor NDJSON
 */
export function buildPayload(action: PayloadAction | undefined, values: Values, marks: Marks = noMarks): string | null {
  if (action?.request_body === undefined) return values.get('http_body') ?? null;
  return finishPayload(fillBody(action.request_body, values, marks, false), action, values);
}

/** The template filled, before anything looks at the result. */
export function fillBody(template: string, values: Values, marks: Marks, trace: boolean): Filled {
  const { template: ready, constants } = fillNullDefaults(template, values);
  const set = withToStringParameters({ values, marks });
  return substituteTraced(ready, set.values, { marks: set.marks, json: set.marks.size > 0, trace, constants });
}

export function finishPayload({ text, breaking }: Filled, action: PayloadAction, values: Values): string {
  if (breaking.length > 0 || !isJsonOrNdjson(text)) {
    throw illegalArgument(`Invalid payload: ${text.length > longestQuoted ? `${text.slice(0, longestQuoted)}…` : text}`);
  }
  const payload = withStreamFlag(text, values);
  return action.supports_structured_output ? withStructuredOutput(payload, values) : payload;
}
