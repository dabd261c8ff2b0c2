/** Finds the lines of offsets of a text. */
export class Lines {
  private readonly text: string;
  private readonly first: number;
  private starts: number[] | undefined;

  /** @param first number of the text's first line */
  constructor(text: string, first = 1) {
    this.text = text;
    this.first = first;
  }

  at(offset: number): number {
    this.starts ??= [...this.text.matchAll(/\n/g)].map(({ index }) => index);
    let [low, high] = [0, this.starts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.starts[middle] ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return this.first + low;
  }
}
