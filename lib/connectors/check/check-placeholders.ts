import type { Facts } from './facts.ts';
import { mendedText, placeholderFaults } from './placeholder-faults.ts';
import { type Problem, pathOf, problem, textFix } from './problem.ts';
import { knownNames, type Template, templatesOf } from './templates.ts';

/** Placeholders that can never be filled as they are written. Braces have no place in an address, so there no call can work. */
export const checkPlaceholders = (facts: Facts): Problem[] =>
  templatesOf(facts).flatMap((template) => {
    const { place, text, action, kind } = template;
    const faults = placeholderFaults(text, knownNames(facts, action));
    return faults.map((fault) => {
      const fix = fault.meant === undefined ? undefined : textFix(`Write ${fault.meant}`, place, text, mendedText(text, [fault]));
      return problem(kind === 'url' ? 'error' : 'warning', pathOf(...place), fault.message, fix);
    });
  });

/** `${credential.*}` is filled in headers only (threats.md H-10). */
export const checkCredentialPlaces = (facts: Facts): Problem[] =>
  templatesOf(facts).flatMap(({ kind, place, text }) => {
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
    : templatesOf(facts).flatMap(({ kind, place, text }) => {
        if (kind !== 'body' || !text.includes('$${parameters.')) return [];
        const fix = textFix('Take one $ away', place, text, text.replaceAll('$${parameters.', '${parameters.'));
        const message =
          '$${…} is not filled and leaves a placeholder behind; without skip_validating_missing_parameters such a body is refused.';
        return [problem('warning', pathOf(...place), message, fix)];
      });
