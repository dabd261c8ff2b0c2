import { isStudioError } from '#lib/errors.ts';
import { parseJson } from '#lib/json/read-json.ts';
import { isJson, isJsonOrNdjson } from '#lib/template/is-json.ts';
import { leavesString } from '#lib/template/quote-state.ts';
import type { ConnectorAction } from '../connector.ts';
import type { Facts } from './facts.ts';
import { type FilledBody, fillBody, type Stretch } from './filled-body.ts';
import { asJsonInside, mends } from './mend-json.ts';
import { mendedText } from './placeholder-faults.ts';
import { type Fix, type Problem, pathOf, problem, textFix } from './problem.ts';

type Body = { template: string; path: string; place: readonly (string | number)[]; filled: FilledBody };

/** Bodies that will be no JSON once they are filled, or not the JSON that was meant. */
export const checkBodies = (facts: Facts): Problem[] =>
  facts.templates.flatMap(({ kind, text, place, action, faults }) => {
    if (kind !== 'body' || !action || text.trim() === '') return [];
    if (faults.length === 0) return checkBody(text, place, action.action, facts);
    // Judged as if the placeholders were mended already; cures of this text have to wait until they are.
    const path = pathOf(...place);
    const found = checkBody(mendedText(text, faults), place, action.action, facts);
    return found.map((one) =>
      one.path === path ? problem(one.severity, path, one.message.replace(/ \(line \d+, column .*\)(?=[,.])/, '')) : one,
    );
  });

/** What may stand for a value outside of quotes that nobody knows: a number, nothing, a whole member, or an object. */
const standIns = ['0', '', '"x": 0', '{}'];

function checkBody(template: string, place: Body['place'], action: ConnectorAction, facts: Facts): Problem[] {
  const fill = (text: string, open: string) => fillBody(text, action, facts.parameters, open);
  const body: Body = { template, place, path: pathOf(...place), filled: fill(template, '0') };
  const quoting = body.filled.stretches.flatMap((stretch) => checkQuotes(stretch, action.pre_process_function !== undefined, body, facts));
  if (quoting.length > 0) return quoting;
  const isSure = !body.filled.stretches.some(({ source, isQuoted }) => source === 'open' && !isQuoted);
  const isNested = [...facts.parameters.values()].some((value) => value.includes('${parameters.'));
  const candidates = isSure && !isNested ? standIns.slice(0, 1) : standIns;
  const isStrict = (text: string) =>
    candidates.map((open) => fill(text, open).text).some((filled) => isStrictJson(filled) && isJsonOrNdjson(filled));
  if (isStrict(template)) return [];
  const mend = mends(template).find(({ text }) => isStrict(text));
  if (isSure || mend) return [noJson(body, mend && textFix(mend.label, place, template, mend.text))];
  if (standIns.some((open) => isJsonOrNdjson(fill(template, open).text))) return [];
  const message = 'With a number in place of every parameter this body is no JSON. Look at it with real values.';
  return [problem('info', body.path, message)];
}

function noJson(body: Body, fix: Fix | undefined): Problem {
  const where = whereItBreaks(body);
  if (!isJsonOrNdjson(body.filled.text)) {
    return problem('error', body.path, `Once it is filled, this body is no JSON${where}, and is refused.`, fix);
  }
  const message = `ML Commons lets this body pass, though it is no JSON once it is filled${where}. Most services refuse it.`;
  return problem('warning', body.path, message, fix);
}

function isStrictJson(text: string): boolean {
  const parts =
    text.trim() === '' ? [text] : [text, ...(text.includes('\n') ? [text.split(/\r?\n/).filter((line) => line.trim() !== '')] : [])];
  return parts.some((part) => (typeof part === 'string' ? isParsed(part) : part.every(isParsed)));
}

function isParsed(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false; // that is the question
  }
}

/** A value that its quotes, or the lack of them, make another thing than it is. */
function checkQuotes(stretch: Stretch, hasFunction: boolean, body: Body, facts: Facts): Problem[] {
  const { name, source, isQuoted, isHugged } = stretch;
  const bare = name.split(':-')[0] ?? '';
  // Without a function of its own an action takes the caller's own text under the same name.
  if (source === 'list' && isQuoted && hasFunction) {
    const message = `${bare} is a JSON list or a number made of the documents; between quotes it is sent as text, and ML Commons refuses the body.`;
    return [problem('warning', body.path, message, isHugged ? unquoted(stretch, body) : undefined)];
  }
  if (source === 'text' && !isQuoted) {
    return [
      problem('warning', body.path, `${bare} is text made of the documents; without quotes the body is no JSON.`, quoted(stretch, body)),
    ];
  }
  if (source === 'saved') return isQuoted ? checkQuotedValue(bare, stretch, body, facts) : checkBareValue(bare, stretch, body);
  return [];
}

/** Only values of a call are escaped; a saved one is inserted as it stands (predict.md §5.1). */
function checkQuotedValue(name: string, stretch: Stretch, body: Body, facts: Facts): Problem[] {
  const { value, isHugged } = stretch;
  const control = value.search(/[\n\r\0]/);
  if (control < 0 && !leavesString(value, '"')) return [];
  if (isHugged && isJson(value)) {
    const message = `The parameter ${name} is JSON; between quotes its own quotes end the text.`;
    return [problem('error', body.path, message, unquoted(stretch, body))];
  }
  const what = control >= 0 ? 'A line break in it' : value.includes('"') ? 'A quotation mark in it' : 'The backslash at its end';
  const saved = facts.parameters.get(name) ?? '';
  const mended = asJsonInside(saved);
  const isElsewhere = facts.actions.some(({ action }) =>
    [action.url, ...Object.values(action.headers ?? {})].some((text) => text.includes(`\${parameters.${name}`)),
  );
  const fix = isElsewhere || mended === saved ? undefined : textFix('Escape it', ['parameters', name], saved, mended);
  const message = `${what} breaks the body: saved values are put between the quotes as they are, only values of a call are escaped. Write it as JSON does (\\" \\n \\\\).`;
  return [problem('error', pathOf('parameters', name), message, fix)];
}

/** A word without quotes passes ML Commons' lenient reader and fails at the service. */
function checkBareValue(name: string, stretch: Stretch, body: Body): Problem[] {
  const { value } = stretch;
  const before = body.filled.text.slice(0, stretch.start).trimEnd().at(-1) ?? '';
  const after = body.filled.text.slice(stretch.end).trimStart().at(0) ?? '';
  const isWhole = /[:[,]/.test(before) && /[\]},]/.test(after);
  if (!isWhole || value.trim() === '' || isParsed(value) || /["\\\n\r{}[\],:]/.test(value)) return [];
  const message = `The parameter ${name} is the text ${value.length > 40 ? `${value.slice(0, 40)}…` : value}; without quotes the body is no JSON, though ML Commons may let it pass.`;
  return [problem('warning', body.path, message, quoted(stretch, body))];
}

const unquoted = ({ from, to }: Stretch, { template, place }: Body): Fix =>
  textFix('Take the quotes away', place, template, template.slice(0, from - 1) + template.slice(from, to) + template.slice(to + 1));

const quoted = ({ from, to }: Stretch, { template, place }: Body): Fix =>
  textFix('Put quotes around it', place, template, `${template.slice(0, from)}"${template.slice(from, to)}"${template.slice(to)}`);

/** ` (line 3, column 18, near …)` in the template; nothing where the reader cannot say. */
function whereItBreaks({ template, filled }: Body): string {
  const at = breaksAt(filled.text);
  if (at === undefined) return '';
  const inside = filled.stretches.find(({ start, end }) => at >= start && at < end);
  const shift = filled.stretches
    .filter(({ end }) => end <= at)
    .reduce((sum, { from, to, start, end }) => sum + (to - from) - (end - start), 0);
  const offset = Math.min(inside ? inside.from : at + shift, template.length);
  const before = template.slice(0, offset);
  const line = before.split('\n').length;
  const near = template.slice(Math.max(before.lastIndexOf('\n') + 1, offset - 12), offset + 12).split('\n')[0];
  return ` (line ${line}, column ${offset - before.lastIndexOf('\n')}, near ${near?.trim()})`;
}

function breaksAt(text: string): number | undefined {
  try {
    parseJson(text, { dialect: 'text' });
    return undefined;
  } catch (thrown) {
    if (!isStudioError(thrown)) throw thrown;
    const place = [...thrown.message.matchAll(/line: (\d+), column: (\d+)/g)].at(-1);
    if (!place) return undefined;
    let start = 0;
    for (let line = 1; line < Number(place[1]); line++) start = text.indexOf('\n', start) + 1;
    return start + Number(place[2]) - 1;
  }
}
