import { sectionOf } from './draft-places.ts';
import { fieldId } from './field-id.ts';

/** Unfolds what is pressed open, then looks again. */
function unfold(within: Element | null) {
  const closed = within?.querySelectorAll<HTMLButtonElement>('[data-fold][aria-expanded="false"]') ?? [];
  for (const button of closed) button.click();
}

/** The closest control: of the place itself, else of what it lies in. */
function controlOf(place: string): HTMLElement | null {
  const names = place.split('.');
  for (let length = names.length; length > 0; length--) {
    const found = document.getElementById(fieldId(names.slice(0, length).join('.')));
    if (found) return found;
  }
  return null;
}

/** Frames to wait for the fields of a section that come when it opens: a second. */
const patience = 60;

/** Runs once the section has its fields. */
function whenThere(section: Element | null, run: () => void, frames = patience): void {
  requestAnimationFrame(() => {
    if (frames > 0 && section?.querySelector('[aria-busy="true"]')) whenThere(section, run, frames - 1);
    else run();
  });
}

const focusable = 'input, textarea, select, button, [contenteditable="true"], [tabindex]';

/** Brings a field of the editor into view and gives it the focus; opens the section, or the action, that hides it. */
export function goToPlace(place: string): void {
  const section = document.getElementById(sectionOf(place));
  const [, index] = place.split('.');
  unfold(sectionOf(place) === 'actions' ? document.getElementById(`action-${index ?? 0}`) : section);
  whenThere(section, () => {
    const control = controlOf(place) ?? section?.querySelector<HTMLElement>(focusable);
    const target = control?.matches(focusable) ? control : control?.querySelector<HTMLElement>(focusable);
    (control ?? section)?.scrollIntoView({ block: 'center' });
    target?.focus({ preventScroll: true });
  });
}
