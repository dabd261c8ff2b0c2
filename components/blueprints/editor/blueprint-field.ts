import { placeOf } from '#components/connectors/draft-places.ts';
import type { Editor } from '#components/connectors/editor-context.tsx';
import { goToPlace } from '#components/connectors/go-to-place.ts';

/** Id of the control, or of the row, that edits a place of a blueprint. */
export const blueprintFieldId = (path: string) => `blueprint-${path.replaceAll('.', '-')}`;

const focusable = 'input:not([type="hidden"]), textarea, select, button, [contenteditable="true"], [tabindex]';

const closest = (path: string): HTMLElement | null => {
  const names = path.split('.');
  for (let length = names.length; length > 0; length--) {
    const found = document.getElementById(blueprintFieldId(names.slice(0, length).join('.')));
    if (found) return found;
  }
  return names[0] === 'usage_path' ? document.getElementById(blueprintFieldId('mock')) : null; // they share a section, which may be folded
};

/** Brings the field of a place into view and gives it the focus; what hides it is opened. */
export function goToBlueprintField(path: string, settled: Editor['settled']): void {
  const [, inner] = /^connector\.(.+)$/.exec(path) ?? [];
  if (inner !== undefined) {
    goToPlace(placeOf(inner, settled));
    return;
  }
  const row = closest(path);
  const fold = row?.closest('[data-row]') ?? row;
  for (const button of fold?.querySelectorAll<HTMLButtonElement>('[data-fold][aria-expanded="false"]') ?? []) button.click();
  requestAnimationFrame(() => {
    const found = closest(path);
    const target = found?.matches(focusable) ? found : found?.querySelector<HTMLElement>(focusable);
    (target ?? found)?.scrollIntoView({ block: 'center' });
    target?.focus({ preventScroll: true });
  });
}

const words: Readonly<Record<string, string>> = {
  id: 'Id',
  title: 'Title',
  summary: 'Summary',
  provider: 'Provider',
  task: 'Task',
  docs_url: 'Documentation',
  notes: 'Notes',
  trusted_pattern: 'Trusted pattern',
  usage_path: 'Token counts',
  examples: 'Examples',
  questions: 'Questions',
  mock: 'Mock answers',
};

const members: Readonly<Record<string, string>> = {
  recorded: 'recorded answer',
  expected: 'expected result',
  input: 'input',
  title: 'title',
  label: 'label',
  key: 'key',
};

/** A place of a blueprint in the words of its editor: *Example 1, recorded answer*. */
export function blueprintLabel(path: string): string {
  const [member = '', index, inner] = path.split('.');
  if ((member === 'examples' || member === 'questions') && index !== undefined) {
    const one = `${member === 'examples' ? 'Example' : 'Question'} ${Number(index) + 1}`;
    return inner === undefined ? one : `${one}, ${members[inner] ?? inner}`;
  }
  return words[member] ?? member;
}
