import { parseJson } from '#lib/json/read-json.ts';
import { outcomeHere, type ScriptJob } from './patient-scripts.ts';
import { runScript } from './script-runner.ts';

// Beside the page: a script that loops keeps no key waiting. It has the limits that it has on the server.
addEventListener('message', ({ data }: MessageEvent<ScriptJob>) =>
  postMessage(outcomeHere(() => runScript(data.source, parseJson(data.params)))),
);
