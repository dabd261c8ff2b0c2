import { illegalArgument, isStudioError } from '#lib/errors.ts';
import { isObject, type Json } from '#lib/json/json.ts';
import { parseJson, readJson } from '#lib/json/read-json.ts';
import { readLenientJson } from '#lib/template/lenient-json.ts';

/**
 * What a JSONPath is applied to. ML Commons reads it leniently: single quotes and bare words are fine, and a text that is no JSON at all
 * is a document of its own, in which no path leads anywhere.
 * @throws StudioError 400 for a text that begins as an object or array and cannot be read
 */
export function readDocument(text: string): Json {
  try {
    const value = parseJson(text, { dialect: 'text' });
    return isObject(value) || Array.isArray(value) || isWhole(text) ? value : text;
  } catch (cause) {
    if (!isStudioError(cause)) throw cause;
    const lenient = readLenientJson(text);
    if (lenient !== undefined) return lenient;
    if (/^\s*[[{]/.test(text)) throw illegalArgument(`Invalid JSON format: ${cause.message}`, { cause });
    return text;
  }
}

/** "5 apples" is no number. */
const isWhole = (text: string): boolean => text.slice(readJson(text, { dialect: 'text' }).end).trim() === '';
