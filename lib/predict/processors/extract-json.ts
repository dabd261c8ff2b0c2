import { illegalArgument } from '#lib/errors.ts';
import { isObject, type Json } from '#lib/json/json.ts';
import { parseJson } from '#lib/json/read-json.ts';
import { spendText } from '../work-budget.ts';
import { attempt, type MakeProcessor, toText } from './processor.ts';

const brackets: Record<string, string> = { auto: '{[', object: '{', array: '[' };

/** Takes the first JSON object or list out of a text, as a language model writes one among words. */
export const makeExtractJson: MakeProcessor = (config) => {
  const asked = config.get('extract_type') ?? 'auto';
  const type = toText(asked).toLowerCase();
  const opening = Object.hasOwn(brackets, type) ? brackets[type] : undefined;
  if (!opening) throw illegalArgument(`'extract_type' must be 'auto', 'object', or 'array', got: ${toText(asked)}`);
  const fallback = config.get('default') ?? null;
  const isWanted = (value: Json) => (isObject(value) && opening.includes('{')) || (Array.isArray(value) && opening.includes('['));
  return (input, budget) => {
    if (typeof input !== 'string') return input;
    const otherwise = () => fallback ?? input;
    const starts = [...opening].map((bracket) => input.indexOf(bracket)).filter((start) => start >= 0);
    if (starts.length === 0) return otherwise();
    const work = () => {
      spendText(budget, input);
      const value = parseJson(input.slice(Math.min(...starts)), { dialect: 'text' }); // what follows the value is not looked at
      return isWanted(value) ? value : otherwise();
    };
    return attempt(budget, work, otherwise);
  };
};
