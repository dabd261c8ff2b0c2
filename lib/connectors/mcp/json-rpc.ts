import { isStudioError, statusError } from '#lib/errors.ts';
import { isObject, JsonNumber, type JsonObject } from '#lib/json/json.ts';
import { parseJson } from '#lib/json/read-json.ts';
import { type Writable, writeJson } from '#lib/json/write-json.ts';

/** Characters of a server's own words that are shown. */
const longestReason = 500;

export const requestText = (id: number, method: string, params: Writable): string => writeJson({ jsonrpc: '2.0', id, method, params });
export const notificationText = (method: string): string => writeJson({ jsonrpc: '2.0', method });

/**
 * The result in a message, if it answers the question with this id. Other messages, such as a server's own requests, are none of ours.
 * @throws StudioError 502 for a message that cannot be read, or an answer that is a failure
 */
export function resultIn(text: string, id: number, method: string): JsonObject | undefined {
  const parsed = parsedMessage(text);
  for (const message of Array.isArray(parsed) ? parsed : [parsed]) {
    if (!isObject(message) || !isId(message.get('id'), id) || message.has('method')) continue;
    const error = message.get('error');
    if (isObject(error)) throw statusError(502, `The MCP server refused ${method}: ${reasonOf(error)}`);
    const result = message.get('result');
    if (isObject(result)) return result;
    throw statusError(502, `The MCP server answered ${method} without a result`);
  }
  return undefined;
}

const isId = (value: unknown, id: number) => (value instanceof JsonNumber ? value.value === id : value === String(id));

function parsedMessage(text: string) {
  try {
    return parseJson(text, { dialect: 'text' });
  } catch (cause) {
    if (!isStudioError(cause)) throw cause;
    throw statusError(502, 'The MCP server answered with something that is no JSON', { cause });
  }
}

function reasonOf(error: JsonObject): string {
  const [code, message] = [error.get('code'), error.get('message')];
  const said = typeof message === 'string' ? message.replace(/\p{Cc}+/gu, ' ').slice(0, longestReason) : 'no reason was given';
  return code instanceof JsonNumber ? `${said} (${code.text})` : said;
}
