import { expect, test, vi } from 'vitest';
import { makeRunScript } from '#lib/functions/script.ts';
import { parseJson } from '#lib/json/read-json.ts';
import { usualLimits } from '#lib/painless/budget.ts';
import { isStillRunning, outcomeHere, patientScripts, type RunElsewhere, type ScriptJob } from './patient-scripts.ts';
import { runScript } from './script-runner.ts';

const params = new Map([['a', 'b']]);
const slow = 'int n = 0; for (int i = 0; i < 5000; i++) { n += i % 7; } return params.a + n;';
const endless = 'int n = 0; while (true) { n = n + 1; }';

/** Has no time at all: what is not done before it looks at the clock is stopped, however fast the machine is. */
let clock = 0;
const impatient = makeRunScript(() => clock++, { ...usualLimits, milliseconds: 0 });

/** Jobs wait until the test lets them go. */
function held() {
  const jobs: { job: ScriptJob; go: () => void }[] = [];
  const elsewhere: RunElsewhere = (job) =>
    new Promise((resolve) => {
      const go = () => resolve(structuredClone(outcomeHere(() => runScript(job.source, parseJson(job.params)))));
      jobs.push({ job, go });
    });
  return { jobs, elsewhere };
}

const thrownBy = (run: () => unknown) => {
  try {
    run();
  } catch (thrown) {
    return thrown;
  }
  throw new Error('Nothing was thrown');
};

test('a script that is done in a moment is run at once, its failures too', () => {
  const elsewhere = vi.fn();
  const run = patientScripts(impatient, elsewhere, () => {});
  expect(run('return params.a', params)).toBe('b');
  expect(thrownBy(() => run('return params.b.c', params))).toEqual(thrownBy(() => runScript('return params.b.c', params)));
  expect(elsewhere).not.toHaveBeenCalled();
});

test('a script that takes its time keeps no page waiting: it runs elsewhere, with the outcome that it has on the server', async () => {
  const { jobs, elsewhere } = held();
  const done = vi.fn();
  const run = patientScripts(impatient, elsewhere, done);
  for (const source of [slow, endless]) {
    expect(isStillRunning(thrownBy(() => run(source, params)))).toBe(true);
    const told = done.mock.calls.length;
    jobs.at(-1)?.go();
    await vi.waitFor(() => expect(done).toHaveBeenCalledTimes(told + 1));
  }
  expect(run(slow, params)).toBe(runScript(slow, params));
  const failure = thrownBy(() => run(endless, params));
  expect(failure).toMatchObject({ type: 'script_exception', cause: { type: 'painless_error' }, details: { position: { line: 1 } } });
  expect(isStillRunning(failure)).toBe(false);
  expect(jobs).toHaveLength(2); // what is known is not run again
});

test('of several that wait only the last one is run', async () => {
  const { jobs, elsewhere } = held();
  const run = patientScripts(impatient, elsewhere, () => {});
  for (const suffix of ['', ' ', '  ']) thrownBy(() => run(slow + suffix, params));
  expect(jobs).toHaveLength(1);
  jobs[0]?.go();
  await vi.waitFor(() => expect(jobs).toHaveLength(2));
  expect(jobs[1]?.job.source).toBe(`${slow}  `);
});
