import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maskPieces } from './mask-pieces.ts';
import { maskOf, spellingsOfAll } from './mask-secrets.ts';

const masked = (pieces: readonly string[], secrets: readonly string[]) => {
  const mask = maskPieces(spellingsOfAll(secrets));
  const parts = pieces.map((piece) => mask.push(piece));
  return [...parts, mask.end()];
};

describe('C-15 a secret in pieces', () => {
  test('is masked wherever it is cut, and nothing else is held back', () => {
    expect(masked(['key: sec', 'ret-', 'one; so'], ['secret-one'])).toEqual(['key: ', '', '********; so', '']);
    expect(masked(['plain', ' text'], ['secret-one'])).toEqual(['plain', ' text', '']);
  });

  test('that turns out to be none is passed on', () => {
    expect(masked(['sec', 'ond'], ['secret-one']).join('')).toBe('second');
  });

  test('that begins within another', () => {
    expect(masked(['abcd', 'efgh', 'ij'], ['abcdef', 'abcdefghij']).join('')).toBe('********');
    expect(masked(['abcdef', 'gh.'], ['abcdef', 'abcdefghij']).join('')).toBe('********gh.');
    expect(masked(['xxabcd', 'efghi'], ['cdefgh', 'abcdzz']).join('')).toBe('xxab********i');
  });

  test('in base64 and escaped', () => {
    const secret = 'pass"word/+é';
    const spelled = [Buffer.from(secret).toString('base64'), encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)];
    for (const text of spelled) expect(masked([...text], [secret]).join('')).toBe('********');
  });
});

test('pieces are masked as the whole would be', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 30 });
  fc.assert(
    fc.property(
      fc.array(text, { maxLength: 8 }),
      fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 2, maxLength: 9 }),
      (pieces, secret) => {
        const mask = maskPieces([secret]);
        const done = pieces.map((piece) => mask.push(piece)).join('') + mask.end();
        expect(done).toBe(maskOf([secret])(pieces.join('')));
      },
    ),
    { numRuns: 2_000, interruptAfterTimeLimit: 5_000 },
  );
});
