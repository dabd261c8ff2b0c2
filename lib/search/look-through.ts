/** Rows that are read at once, and rows that one request looks through: whoever filters hard asks again with the cursor. */
const atOnce = 500;
const mostLookedThrough = 20_000;

export type Look<Row, Position> = {
  /** Rows beyond a position, in order; without one from the end. Fewer than `most` only where there are no more. */
  scan(position: Position | undefined, most: number): readonly Row[];
  positionOf(row: Row): Position;
  wanted(row: Row): boolean;
  /** Lets others take their turn. */
  breathe(): Promise<unknown>;
};

export type Seen<Row, Position> = {
  found: Row[];
  /** Where to go on. */
  last: Position | undefined;
  isAtEnd: boolean;
};

/** Looks for so many wanted rows, a few at a time; gives up, though more may follow, once it has looked through enough. */
export async function lookThrough<Row, Position>(
  { scan, positionOf, wanted, breathe }: Look<Row, Position>,
  start: Position | undefined,
  size: number,
): Promise<Seen<Row, Position>> {
  const found: Row[] = [];
  let last = start;
  for (let looked = 0; looked < mostLookedThrough; ) {
    const most = looked === 0 ? size + 1 : atOnce; // most pages filter nothing
    const rows = scan(last, most);
    looked += most;
    for (const row of rows) {
      last = positionOf(row);
      if (!wanted(row)) continue;
      found.push(row);
      if (found.length === size) return { found, last, isAtEnd: row === rows.at(-1) && rows.length < most };
    }
    if (rows.length < most) return { found, last, isAtEnd: true };
    await breathe();
  }
  return { found, last, isAtEnd: false };
}

/** Every wanted row, a few at a time, for whoever takes them one after another. */
export async function* everyRow<Row, Position>({ scan, positionOf, wanted, breathe }: Look<Row, Position>): AsyncGenerator<Row[]> {
  let last: Position | undefined;
  for (;;) {
    const rows = scan(last, atOnce);
    yield rows.filter(wanted);
    const end = rows.at(-1);
    if (!end || rows.length < atOnce) return;
    last = positionOf(end);
    await breathe();
  }
}
