/** Objects of a list that are counted together: how many, and how many of them belong to who asks. */
export type GroupCount = { n: number; count: number; own: number };

export type LineSearch = {
  /** What was typed, in small letters; empty for everything. */
  text: string;
  /** Groups whose lines are found whatever they say. */
  wholeGroups: readonly number[];
  /** Who asks, where own lines are counted apart. */
  owner_id: string | undefined;
};

export type LinePage = {
  search: LineSearch;
  /** From counting. */
  rows: readonly number[] | undefined;
  /** Groups that are shown, and those of which only the own lines are. */
  groups: readonly number[];
  ownGroups: readonly number[];
  /** Groups that sort as if they had no value. */
  hiddenGroups: readonly number[];
  sort: string;
  dir: 'asc' | 'desc';
  from: number;
  size: number;
  /** Lines of all pages. */
  total: number;
};

/** The first lines that hold a text, whatever else there is. */
export type LineFind = Pick<LineSearch, 'text' | 'owner_id'> & Pick<LinePage, 'groups' | 'ownGroups'> & { most: number };

/** A list that is kept ready: it is counted by groups, and read a page at a time. */
export type LineReads<Facts> = {
  groups(): { n: number; facts: Facts }[];
  /** @returns `rows`: which ones were found, for the page; undefined when they are many or all */
  count(search: LineSearch): Promise<{ counts: GroupCount[]; rows: readonly number[] | undefined }>;
  /** Ids in order: by the sort, missing values last, then by id in the same direction. */
  page(page: LinePage): string[];
  /** Ids of lines that hold the text, those that came last first. */
  first(find: LineFind): Promise<string[]>;
};
