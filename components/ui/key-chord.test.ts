import { expect, test } from 'vitest';
import { chordOf, meantBy } from './key-chord.ts';

const press = (key: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', true>> = {}) =>
  chordOf({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held });

test('Control and the command key are the same', () => {
  expect(press('k', { ctrlKey: true })).toBe('mod+k');
  expect(press('K', { metaKey: true })).toBe('mod+k');
});

test('shift belongs to the character where the key prints one', () => {
  expect(press('?', { shiftKey: true })).toBe('?');
  expect(press('F8', { shiftKey: true })).toBe('shift+f8');
  expect(press('Enter', { ctrlKey: true, shiftKey: true })).toBe('mod+shift+enter');
});

test('two keys soon after each other may be a sequence, later they are two keys', () => {
  expect(meantBy({ chord: 'g', at: 0 }, { chord: 'c', at: 400 })).toEqual(['g c', 'c']);
  expect(meantBy({ chord: 'g', at: 0 }, { chord: 'c', at: 1_500 })).toEqual(['c']);
  expect(meantBy({ chord: 'mod+g', at: 0 }, { chord: 'c', at: 100 })).toEqual(['c']);
  expect(meantBy(undefined, { chord: 'c', at: 0 })).toEqual(['c']);
});
