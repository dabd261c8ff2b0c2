import { z } from 'zod';

/** How a list is asked for, in every list of the studio (ui.md §5.2). */
export type PageRequest = {
  q?: string | undefined;
  sort?: string | undefined;
  dir?: string | undefined;
  page?: number | undefined;
  size?: number | undefined;
};

const Page = z.object({
  page: z.number().int().min(1).catch(1),
  size: z.number().int().min(1).max(100).catch(20),
  dir: z.enum(['asc', 'desc']).optional().catch(undefined),
});

/**
 * What is wrong counts as left out.
 * @param sorts orders that may be asked for (threats.md I-09), by the names that clients use
 */
export function readPage({ sort, dir, page, size }: PageRequest, sorts: ReadonlyMap<string, string>) {
  const wish = Page.parse({ page, size, dir });
  const by = sort === undefined ? undefined : sorts.get(sort);
  return { ...wish, sort: by };
}

export type Facet = { value: string; count: number };

/** `a,b` or nothing. */
export const listOf = (text: string | undefined): string[] => (text ? text.split(',').filter(Boolean) : []);
