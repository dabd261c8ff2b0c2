import type { Caller } from '#lib/access/caller.ts';
import { isStudioError, StudioError } from '#lib/errors.ts';
import type { BatchRunner, RunnerPorts, StoredBatch } from './ports.ts';
import { type RowResult, type RowWork, runRow } from './run-row.ts';

/** Batches whose rows are sent at the same time; the others wait for a place. */
const mostAtOnce = 6;

/** Milliseconds before a batch is tried again that the studio itself could not go on with. */
const pause = 5_000;

/** What is under way, once in the process. */
export type BatchesAtWork = {
  /** True where somebody has woken it meanwhile. */
  active: Map<string, { isWoken: boolean; done: Promise<void> }>;
  /** What the last process left behind is put right. */
  ready: Promise<void>;
  /** No more rows are taken. */
  leaving: AbortController;
  /** What is in flight is given up. */
  givingUp: AbortController;
};

export const makeBatchesAtWork = (): BatchesAtWork => ({
  active: new Map(),
  ready: Promise.resolve(),
  leaving: new AbortController(),
  givingUp: new AbortController(),
});

/** Sends the rows of batches, each at its own pace: what is sent is written down before, and how it ended after. */
export function makeBatchRunner(ports: RunnerPorts, atWork: BatchesAtWork): BatchRunner {
  const { batches, now } = ports;
  const { active, leaving, givingUp } = atWork;

  const wake = (id: string): void => {
    if (leaving.signal.aborted) return;
    const known = active.get(id);
    if (known) known.isWoken = true;
    else if (active.size < mostAtOnce) begin(id);
  };

  function begin(id: string): void {
    const entry = { isWoken: false, done: Promise.resolve() };
    active.set(id, entry);
    entry.done = work(id, entry).catch(async (error) => {
      ports.log.error({ event: 'batch.interrupted', error });
      entry.isWoken = true;
      await wait(pause);
    });
    void entry.done.finally(() => {
      active.delete(id);
      if (entry.isWoken) wake(id);
      for (const next of leaving.signal.aborted ? [] : batches.open()) wake(next);
    });
  }

  async function work(id: string, entry: { isWoken: boolean }): Promise<void> {
    await atWork.ready;
    await batches.loseRows(now(), id); // nobody waits for these any more
    do {
      entry.isWoken = false;
      const batch = batches.find(id);
      if (!batch) return;
      const lanes = await Promise.allSettled(Array.from({ length: batch.concurrency }, () => lane(batch)));
      const broken = lanes.find(({ status }) => status === 'rejected');
      if (broken?.status === 'rejected') throw broken.reason;
      if (leaving.signal.aborted) return;
    } while ((await batches.settle(id, now())) === 'running' || entry.isWoken);
  }

  async function lane(batch: StoredBatch): Promise<void> {
    while (!leaving.signal.aborted) {
      const run_id = ports.newId();
      const claimed = await batches.claim(batch.id, run_id, now());
      if (!claimed) return;
      const goesOn = await sendOne({ batch, claimed, run_id, signal: givingUp.signal });
      if (!goesOn) return;
    }
  }

  /** @returns false when the batch cannot go on */
  async function sendOne(work: RowWork): Promise<boolean> {
    const { batch, claimed, run_id } = work;
    const result = await sent(work);
    if (!isStudioError(result)) {
      await batches.endRow(batch.id, claimed.row, run_id, result.end, result.cells);
      return true;
    }
    await batches.giveBack(batch.id, claimed.row);
    if (result.status === 429) await wait(secondsIn(result) * 1_000);
    else await batches.stop(batch.id, result.message);
    return result.status === 429;
  }

  /** @returns why nothing was sent */
  async function sent(work: RowWork): Promise<RowResult | StudioError> {
    try {
      return await runRow(makerOf(work.batch), work, ports);
    } catch (thrown) {
      if (!isStudioError(thrown)) throw thrown;
      return thrown;
    }
  }

  /** Rights are those of this moment (threats.md A-11): whoever has lost them sends nothing any more. */
  function makerOf({ user_id, user_name, role }: StoredBatch): Caller {
    return ports.callerNow(user_id, role) ?? gone(user_name);
  }

  const wait = (milliseconds: number) => ports.clock.sleep(milliseconds, leaving.signal).catch(() => undefined); // leaving ends it

  return {
    wake,
    async start() {
      atWork.ready = batches.loseRows(now()).catch((error) => ports.log.error({ event: 'batch.interrupted', error }));
      await atWork.ready;
      for (const id of batches.open()) wake(id);
    },
    async stop(patience) {
      leaving.abort();
      const all = Promise.allSettled([...active.values()].map(({ done }) => done));
      const late = new AbortController();
      await Promise.race([all, ports.clock.sleep(patience, late.signal).catch(() => undefined)]);
      late.abort();
      givingUp.abort();
      await all;
    },
  };
}

const gone = (name: string): never => {
  throw new StudioError('security_exception', 403, `User [${name}] may not sign in any more`);
};

/** How long a limit asks to wait; at least a second. */
const secondsIn = ({ headers }: StudioError): number => Math.max(1, Number(headers?.['Retry-After']) || 1);
