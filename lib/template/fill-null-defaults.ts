import type { Values } from './parameter-set.ts';

export type NullDefaults = { template: string; constants: { start: number; end: number; name: string }[] };

/**
 * A quoted placeholder whose default is null becomes a bare null when it has no value: `"${parameters.x:-null}"` → `null`
 * (predict.md §6.2). `constants` are those nulls in the new template.
 */
export function fillNullDefaults(template: string, values: Values): NullDefaults {
  const constants: NullDefaults['constants'] = [];
  if (!template.includes(':-null}"')) return { template, constants };
  let text = '';
  let from = 0;
  for (const match of template.matchAll(/"\$\{parameters\.(\w+):-null\}"/g)) {
    const name = match[1] ?? '';
    if ((values.get(name) ?? null) !== null) continue;
    text += template.slice(from, match.index);
    constants.push({ start: text.length, end: text.length + 4, name });
    text += 'null';
    from = match.index + match[0].length;
  }
  return { template: text + template.slice(from), constants };
}
