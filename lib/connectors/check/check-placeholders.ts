import { headerProblem } from '../header-rules.ts';
import type { Facts } from './facts.ts';
import { mendedText, type PlaceholderFault } from './placeholder-faults.ts';
import { type Problem, pathOf, problem, textFix } from './problem.ts';
import type { Template } from './templates.ts';

/** Of one text. Whoever has more of them mends these first. */
const most = 20;

/** Placeholders that can never be filled as they are written. Braces have no place in an address, so there no call can work. */
export const checkPlaceholders = (facts: Facts): Problem[] =>
  facts.templates.flatMap((template) => {
    const { place, text, kind, faults } = template;
    // The same slip twice in one text is mended at once.
    const groups = Map.groupBy(faults, ({ message }) => message);
    return [...groups].slice(0, most).map(([message, same]) => {
      const isCertain = same.every((fault) => isLegal(fault, template, facts));
      const fix = isCertain ? textFix(`Write ${same[0]?.meant}`, place, text, mendedText(text, same)) : undefined;
      return problem(kind === 'url' ? 'error' : 'warning', pathOf(...place), message, fix);
    });
  });

/** Whether what was meant may stand there: a credential in headers only, a parameter not in every header. */
function isLegal({ meant }: PlaceholderFault, { kind, place }: Template, { fields, isMcp }: Facts): boolean {
  if (meant === undefined) return false;
  if (kind === 'parameter' && meant.startsWith(`\${parameters.${place.at(-1)}`)) return false; // its own value
  if (kind !== 'header') return !meant.startsWith('${credential.');
  return !(isMcp && meant.startsWith('${parameters.')) && headerProblem(String(place.at(-1)), meant, fields.protocol) === undefined;
}

/** `${credential.*}` is filled in headers only (threats.md H-10). */
export const checkCredentialPlaces = (facts: Facts): Problem[] =>
  facts.templates.flatMap(({ kind, place, text }) => {
    if (kind === 'header' || !/\$\{credential\.[^}]/.test(text) || !text.includes('}', text.indexOf('${credential.'))) return [];
    const words: Record<Exclude<Template['kind'], 'header'>, string> = {
      body: '${credential.*} is filled in headers only. In a body it is sent as it stands.',
      url: '${credential.*} is filled in headers only. In an address it is sent as it stands.',
      parameter: '${credential.*} is filled in headers only. In a parameter it is sent as it stands.',
    };
    return [problem(kind === 'parameter' ? 'warning' : 'error', pathOf(...place), words[kind])];
  });

/** `$${…}` comes out as the placeholder itself, and a body in which one is left is refused (predict.md §6.8). */
export const checkEscaped = (facts: Facts): Problem[] =>
  facts.fields.parameters?.skip_validating_missing_parameters?.toLowerCase() === 'true'
    ? []
    : facts.templates.flatMap(({ kind, place, text }) => {
        if (kind !== 'body' || !text.includes('$${parameters.')) return [];
        const fix = textFix('Take one $ away', place, text, text.replaceAll('$${parameters.', '${parameters.'));
        const message =
          '$${…} is not filled and leaves a placeholder behind; without skip_validating_missing_parameters such a body is refused.';
        return [problem('warning', pathOf(...place), message, fix)];
      });
