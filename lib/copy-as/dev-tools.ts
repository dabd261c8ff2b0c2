import type { JsonObject } from '#lib/json/json.ts';
import { quote } from '#lib/json/write-json.ts';
import { jsonNotation } from './json.ts';
import { writeLiteral } from './write-literal.ts';

export const createPath = '/_plugins/_ml/connectors/_create';

/** What a line must not look like inside a block: Dev Tools would take it for the next request. */
const requestLine = /^\s*(GET|POST|PUT|PATCH|DELETE|HEAD)\s/im;

// biome-ignore lint/suspicious/noControlCharactersInRegex: these cannot be seen in a block, so they are better escaped
const invisible = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff]/;

/** Texts with quotation marks or line ends are read more easily between `"""`, where nothing is escaped. */
const isBlock = (value: string) =>
  /["\n]/.test(value) && !value.includes('"""') && !/^"|"$/.test(value) && !invisible.test(value) && !requestLine.test(value);

/** The request that creates a connector, for OpenSearch Dashboards' Dev Tools. */
export const asDevTools = (body: JsonObject): string => devToolsRequest(createPath, body);

export const devToolsRequest = (path: string, body: JsonObject): string =>
  `POST ${path}\n${writeLiteral(body, { ...jsonNotation, text: (value) => (isBlock(value) ? `"""${value}"""` : quote(value)) })}\n`;
