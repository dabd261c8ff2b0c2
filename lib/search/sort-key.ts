const alphabet = new Intl.Collator('en', { sensitivity: 'base' });

/** Signs, digits and small letters in the order of the alphabet; their places are what a key is made of. */
const signs = Array.from({ length: 95 }, (_, at) => String.fromCharCode(32 + at)).filter((sign) => sign === sign.toLowerCase());
const places = new Map(signs.toSorted(alphabet.compare).map((sign, at) => [sign, String.fromCharCode(32 + at)]));

/** Letters that are another letter to a reader, though Unicode does not take them apart. */
const readAs = new Map([
  ['ß', 'ss'],
  ['æ', 'ae'],
  ['œ', 'oe'],
  ['ø', 'o'],
  ['đ', 'd'],
  ['ħ', 'h'],
  ['ł', 'l'],
]);

/**
 * A text that sorts, byte by byte, as readers sort: without regard to case and accents, signs before digits before letters. Texts that are
 * the same to a reader come in the order of their characters.
 */
export function sortKey(text: string): string {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();
  const folded = plain.replace(/[ßæœøđħł]/g, (letter) => readAs.get(letter) ?? letter);
  return `${folded.replace(/[\x20-\x7e]/g, (sign) => places.get(sign) ?? sign)}\0${text}`;
}
