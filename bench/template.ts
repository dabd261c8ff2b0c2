// node scripts/run.mjs bench/template.ts: what reading, judging and filling cost, for small texts as in a prediction and for the largest.
import { parseJson, readJson } from '#lib/json/read-json.ts';
import { writeJson } from '#lib/json/write-json.ts';
import { buildPayload } from '#lib/template/build-payload.ts';
import { givenParameters } from '#lib/template/escape-parameters.ts';
import { explainPayload } from '#lib/template/explain-template.ts';
import { isJson } from '#lib/template/is-json.ts';
import { mergeParameters, savedParameters } from '#lib/template/parameter-set.ts';
import { substitute } from '#lib/template/substitute.ts';

const mebibyte = 1024 * 1024;

/** Median milliseconds of one run, of as many as fit in a third of a second. */
function median(run: () => unknown): number {
  const times: number[] = [];
  const end = performance.now() + 333;
  while (times.length < 5 || (performance.now() < end && times.length < 20_000)) {
    const start = performance.now();
    run();
    times.push(performance.now() - start);
  }
  return times.sort((one, other) => one - other)[Math.floor(times.length / 2)] ?? 0;
}

const refused = (run: () => unknown) => () => {
  try {
    run();
  } catch {
    return;
  }
  throw new Error('expected a refusal');
};

const row = '{"name":"a name","tags":["x","y"],"score":0.25,"text":"line\\nbreak \\u00e9"},';
const document = `[${row.repeat(mebibyte / row.length)}{}]`;
const chat = '{ "model": "${parameters.model}", "messages": [{ "role": "user", "content": "${parameters.prompt}" }] }';
const call = mergeParameters(savedParameters({ model: 'm' }), givenParameters(new Map([['prompt', 'Say "hi" in one word.']]), 'call'));
const image = givenParameters(new Map([['prompt', 'aGVsbG8'.repeat((8 * mebibyte) / 7)]]), 'call');
const many = `[${'"${parameters.model}",'.repeat(10_000)}"${'x'.repeat(mebibyte)}"]`;
const doubling = new Map(Array.from({ length: 30 }, (_, index) => [`p${index}`, `\${parameters.p${index + 1}}`.repeat(2)]));

const cases: [what: string, run: () => unknown][] = [
  ['read 1 MiB as values', () => parseJson(document)],
  ['read 1 MiB with places', () => readJson(document)],
  ['JSON.parse of 1 MiB, to compare', () => JSON.parse(document)],
  [
    'write 1 MiB',
    (
      (value) => () =>
        writeJson(value)
    )(parseJson(document)),
  ],
  ['judge 1 MiB', () => isJson(document)],
  ['refuse 10,000 brackets', refused(() => parseJson('['.repeat(10_000)))],
  ['payload of a chat', () => buildPayload({ request_body: chat }, call.values, call.marks)],
  ['the same, explained', () => explainPayload({ request_body: chat }, call)],
  ['parameters of a call, escaped', () => givenParameters(new Map([['prompt', 'Say "hi" in one word.']]), 'call')],
  ['payload with a value of 8 MiB', () => buildPayload({ request_body: chat }, image.values, image.marks)],
  ['10,000 placeholders and 1 MiB', () => buildPayload({ request_body: many }, call.values, call.marks)],
  ['the same, explained', () => explainPayload({ request_body: many }, call)],
  ['1 MiB of beginnings', () => substitute(`${'$${parameters.'.repeat(mebibyte / 14)}}`, call.values)],
  ['refuse values that double each other', refused(() => substitute('${parameters.p0}', doubling))],
];

console.log('| What | Median |\n| --- | --- |');
for (const [what, run] of cases) {
  const time = median(run);
  console.log(`| ${what} | ${time < 1 ? `${(time * 1000).toFixed(1)} µs` : `${time.toFixed(1)} ms`} |`);
}
