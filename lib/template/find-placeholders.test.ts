import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findPlaceholders, replaceParameters } from './find-placeholders.ts';

test('finds what a regular expression finds', () => {
  const piece = fc.constantFrom('${parameters.', '${credential.', '}', '{', '$', '.', 'a', ':-', ' ');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const text = pieces.join('');
      const expected = [...text.matchAll(/\$\{parameters\.([^}]+)\}/g)];
      expect(findPlaceholders(text, 'parameters').map(({ name, start, end }) => [name, start, end])).toEqual(
        expected.map((match) => [match[1], match.index, match.index + match[0].length]),
      );
      expect(replaceParameters(text, (name) => `<${name}>`)).toBe(text.replace(/\$\{parameters\.([^}]+)\}/g, '<$1>'));
    }),
  );
});

test('T-14 a megabyte of openings without an end is looked through once', () => {
  const text = '${parameters.'.repeat(80_000);
  expect(findPlaceholders(text, 'parameters')).toEqual([]);
  expect(findPlaceholders(`${text}}`, 'parameters')).toHaveLength(1);
  expect(replaceParameters(text, () => 'x')).toBe(text);
});
