import { illegalArgument, isStudioError } from '#lib/errors.ts';
import { type Json, JsonNumber, type JsonObject } from '#lib/json/json.ts';
import { type JavaRegex, javaRegex } from '../java-regex.ts';
import { spend, spendText } from '../work-budget.ts';
import { attempt, type MakeProcessor, requiredText, toText } from './processor.ts';

function patternOf(config: JsonObject, type: string): JavaRegex {
  const source = requiredText(config, 'pattern', type);
  try {
    return javaRegex(source, { dotAll: true });
  } catch (cause) {
    if (!isStudioError(cause)) throw cause;
    throw illegalArgument(`Invalid regex pattern: ${source}`, { cause });
  }
}

/** Replaces what a pattern finds, everywhere or once. */
export const makeRegexReplace: MakeProcessor = (config) => {
  const pattern = patternOf(config, 'regex_replace');
  const replacement = toText(config.get('replacement') ?? '');
  const all = (config.get('replace_all') ?? true) === true;
  return (input, budget) => {
    const text = toText(input);
    spend(budget, pattern.cost(text));
    const work = () => {
      const result = pattern.replace(text, replacement, { all });
      spendText(budget, result);
      return result;
    };
    return attempt(budget, work, () => input);
  };
};

/** What groups of the first match hold: a text, or a list when several groups are asked for. */
export const makeRegexCapture: MakeProcessor = (config) => {
  const pattern = patternOf(config, 'regex_capture');
  const groups = groupsOf(config.get('groups') ?? '1');
  return (input, budget) => {
    const text = toText(input);
    spend(budget, pattern.cost(text));
    const found = pattern.find(text);
    const captures = found ? groups.filter((group) => group >= 0 && group < found.length).map((group) => found[group] ?? null) : [];
    if (captures.length === 0) return input;
    return captures.length === 1 ? (captures[0] ?? null) : captures;
  };
};

function groupsOf(value: Json): number[] {
  const groups = Array.isArray(value) ? value.map(memberOf) : textGroups(value);
  if (groups.length === 0) throw illegalArgument("'groups' must contain at least one group index");
  return groups;
}

function memberOf(member: Json): number {
  const group = integerOf(toText(member));
  if (group === undefined) throw illegalArgument(`Invalid group index in list: ${toText(member)}`);
  return group;
}

/** `1`, `"1"` or `"[1,2]"`. */
function textGroups(value: Json): number[] {
  const text = value instanceof JsonNumber ? value.text : toText(value).trim();
  const isList = text.startsWith('[') && text.endsWith(']');
  const parts = isList ? text.slice(1, -1).split(',') : [text];
  if (isList && text.slice(1, -1).trim() === '') return [];
  return parts.map((part) => {
    const group = integerOf(part);
    if (group === undefined) {
      throw illegalArgument(`Invalid 'groups' format: ${toText(value)}. Expected a number or array like '[1,2,3]'`);
    }
    return group;
  });
}

const integerOf = (text: string): number | undefined => (/^[-+]?\d{1,9}$/.test(text.trim()) ? Number(text) : undefined);
