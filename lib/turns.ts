import '#server-only';

/** One after another: whoever takes a turn has it until giving it back; the others wait in order. */
export class Turns {
  #last: Promise<void> = Promise.resolve();

  /** @returns the function that gives the turn back; calling it twice is harmless */
  async take(): Promise<() => void> {
    const before = this.#last;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#last = promise;
    await before;
    return resolve;
  }

  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    const giveBack = await this.take();
    try {
      return await work();
    } finally {
      giveBack();
    }
  }
}
