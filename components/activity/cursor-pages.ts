/** A page of a list that grows at its beginning. */
export type CursorPage<Row> = { items: Row[]; next_cursor: string | null; newer_cursor: string | null };

/** What is asked for of such a list, besides its filters. */
export type PageWish = { cursor?: string; dir?: 'older' | 'newer'; size: number };

/** How often a page is filled up before somebody is asked whether to look further: each time the server looks through 20,000 rows. */
const mostLooks = 4;

/** What a page of the list holds. */
export type ShownPage<Row> = CursorPage<Row> & {
  /** Its first row is the newest that there is. */
  isNewest: boolean;
};

type List<Row> = (wish: PageWish) => Promise<CursorPage<Row>>;

/** A page as it is asked for. The server may give up before it is full, so it is asked again from where it left. */
export const fullPage = <Row>(wish: PageWish, list: List<Row>): Promise<ShownPage<Row>> =>
  wish.dir === 'newer' ? newerPage(wish, list) : olderPage(wish, list);

async function olderPage<Row>(wish: PageWish, list: List<Row>): Promise<ShownPage<Row>> {
  let page = await list(wish);
  for (let looks = 1; looks < mostLooks && page.next_cursor !== null && page.items.length < wish.size; looks += 1) {
    const more = await list({ cursor: page.next_cursor, size: wish.size - page.items.length });
    page = { items: [...page.items, ...more.items], next_cursor: more.next_cursor, newer_cursor: page.newer_cursor ?? more.newer_cursor };
  }
  return { ...page, isNewest: wish.cursor === undefined };
}

/** Where nothing newer follows, the page is filled with the newest, as the first page is. */
async function newerPage<Row>({ cursor, size }: PageWish, list: List<Row>): Promise<ShownPage<Row>> {
  const newer = (from: string | undefined, most: number) => list({ dir: 'newer', size: most, ...(from !== undefined && { cursor: from }) });
  let page = await newer(cursor, size);
  let from = cursor;
  for (let looks = 1; looks < mostLooks && page.items.length < size && page.newer_cursor !== from; looks += 1) {
    from = page.newer_cursor ?? undefined;
    const more = await newer(from, size - page.items.length);
    page = { items: [...more.items, ...page.items], next_cursor: page.next_cursor ?? more.next_cursor, newer_cursor: more.newer_cursor };
  }
  if (page.items.length < size && page.newer_cursor === from) return olderPage({ size }, list);
  return { ...page, isNewest: false };
}
