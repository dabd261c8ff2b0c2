import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

type Look = {
  /** What to look at instead of the whole page: a selector. */
  part?: string;
  /** Only what a theme can break: the same page was looked at in the other one. */
  colorsOnly?: boolean;
};

/** What axe finds on the page as it is now, one line a rule. */
export async function violations(page: Page, { part, colorsOnly = false }: Look = {}): Promise<string[]> {
  const builder = new AxeBuilder({ page });
  if (colorsOnly) builder.withRules(['color-contrast', 'link-in-text-block']);
  else builder.withTags(tags);
  if (part) builder.include(part);
  const { violations: found } = await builder.analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`);
}
