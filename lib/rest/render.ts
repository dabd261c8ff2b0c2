import { prettyJavaJson, prettyJson, type Writable, writeJavaJson, writeJson } from '#lib/json/write-json.ts';
import { filterPath } from './filter-path.ts';
import type { Answer } from './http.ts';
import { readBoolean } from './query.ts';
import { isReply } from './route.ts';

/** The parameters that every route takes. */
export type Output = { pretty: boolean; trace: boolean; filter: string };
export const outputParameters = ['pretty', 'human', 'error_trace', 'format', 'filter_path'] as const;
export const plainOutput: Output = { pretty: false, trace: false, filter: '' };

/** @throws StudioError 400 for a parameter that is neither true nor false */
export function readOutput(query: ReadonlyMap<string, string>): Output {
  const flag = (name: (typeof outputParameters)[number]) => {
    const value = query.get(name);
    return value !== undefined && readBoolean(value);
  };
  const [trace, pretty] = [flag('error_trace'), flag('pretty')];
  flag('human'); // adds readable twins of sizes and times in other parts of OpenSearch
  return { trace, pretty, filter: query.get('filter_path') ?? '' };
}

const json = { 'content-type': 'application/json; charset=UTF-8' };

/** Renders what a route returned. Answers that are no JSON bring their own content type. @param headers become those of the answer */
export function render(result: unknown, { pretty, filter }: Output, headers: Record<string, string>): Answer {
  const { status, value, headers: own } = isReply(result) ? result : { status: 200, value: result, headers: {} };
  if (value === null || 'content-type' in own) return { status, headers: Object.assign(headers, own), body: value as Answer['body'] };
  const left = (filter === '' ? value : filterPath(value, filter)) as Writable; // a value that is no JSON is a mistake of the route
  const body = write(left, pretty, isReply(result) && result.hasJavaNumbers === true);
  return { status, headers: Object.assign(headers, json, own), body };
}

function write(value: Writable, pretty: boolean, hasJavaNumbers: boolean): string {
  if (hasJavaNumbers) return pretty ? prettyJavaJson(value) : writeJavaJson(value);
  return pretty ? prettyJson(value) : writeJson(value);
}
