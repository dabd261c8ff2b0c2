/** Of a keyboard event, what a shortcut looks at. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/**
 * A key press in the spelling of shortcuts: `mod+shift+enter`, `?`, `shift+f8`. Control and ⌘ are both `mod`; shift is told only for
 * keys that print nothing, since for the others it is part of the character.
 */
export function chordOf({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyPress): string {
  const parts = [];
  if (ctrlKey || metaKey) parts.push('mod');
  if (altKey) parts.push('alt');
  if (shiftKey && key.length > 1) parts.push('shift');
  parts.push(key === 'Escape' ? 'esc' : key.toLowerCase());
  return parts.join('+');
}

/** One printable character without a modifier: may be meant as text, so such shortcuts never fire in inputs and can be switched off. */
export const isPlainKey = (chord: string) => chord.length === 1;

/** A key of two that are pressed one after the other counts for this long, in milliseconds. */
export const sequencePatience = 1_000;

/** The chords pressed last, as far back as they still count. */
export type Pressed = { chord: string; at: number };

/** @returns the spelling that a shortcut must have to be meant: `g c` before `c` */
export function meantBy(previous: Pressed | undefined, current: Pressed): string[] {
  const isSequence = previous && isPlainKey(previous.chord) && isPlainKey(current.chord) && current.at - previous.at <= sequencePatience;
  return isSequence ? [`${previous.chord} ${current.chord}`, current.chord] : [current.chord];
}
