/** Query of a list: `q`, filters, `sort`, `dir`, `page`, `size`. A list of values stands for any of them. */
export type ListQuery = Record<string, string | number | string[] | undefined>;

/** `?q=a&provider=x,y`, or an empty text; what is not set is left out. */
export function toSearch(query: ListQuery): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    const text = Array.isArray(value) ? value.join(',') : value;
    if (text !== undefined && text !== '') search.set(name, String(text));
  }
  return search.size > 0 ? `?${search}` : '';
}
