import { parseJson } from '#lib/json/read-json.ts';
import { outcomeHere, patientScripts, type RunElsewhere, type ScriptOutcome } from './patient-scripts.ts';
import { runQuickScript, runScript } from './script-runner.ts';

let worker: Worker | undefined;
let isRefused = typeof Worker === 'undefined';

/** One job after the other, in a thread of their own; where the browser gives none, in the page. */
const runInThread: RunElsewhere = (job) => {
  const here = () => outcomeHere(() => runScript(job.source, parseJson(job.params)));
  if (isRefused) return Promise.resolve(here());
  return new Promise((resolve) => {
    worker ??= new Worker(new URL('./script-worker.ts', import.meta.url), { type: 'module' });
    const done = (outcome: ScriptOutcome) => {
      if (worker) worker.onmessage = worker.onerror = null;
      resolve(outcome);
    };
    worker.onmessage = ({ data }: MessageEvent<ScriptOutcome>) => done(data);
    worker.onerror = () => {
      isRefused = true;
      done(here());
      worker = undefined;
    };
    worker.postMessage(job);
  });
};

/** What runs the scripts of a page. @param onDone a slow one has come to its end */
export const pageScripts = (onDone: () => void) => patientScripts(runQuickScript, runInThread, onDone);
