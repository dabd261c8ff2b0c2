'use client';
import { useMemo } from 'react';
import { Callout } from '#components/ui/callout.tsx';
import { CodeEditor } from '#components/ui/code-editor.tsx';
import { formatJson } from '#components/ui/json-text.ts';
import { BoxSkeleton } from '#components/ui/skeletons.tsx';
import { StatusChip } from '#components/ui/status-chip.tsx';
import { type Mapping, postProcessMapping, postProcessSample, preProcessMapping } from '#lib/functions/function-mapping.ts';
import { postProcessFunctions } from '#lib/functions/post-process.ts';
import { preProcessFunctions } from '#lib/functions/pre-process.ts';
import { prettyJson } from '#lib/json/write-json.ts';
import { outputObject } from '#lib/predict/render-tensors.ts';
import { findPlaceholders } from '#lib/template/find-placeholders.ts';
import css from './function-lab.module.css';
import type { Lab } from './lab-state.ts';

type LabOutputProps = { lab: Lab; body: string; parameters: Readonly<Record<string, string>> };

/** What comes out, which input went where, and what ML Commons expects. */
export function LabOutput({ lab, body, parameters }: LabOutputProps) {
  const { result, kind, isRunning } = lab;
  return (
    <section className={css.part} aria-labelledby="lab-out" aria-busy={isRunning}>
      <div className={css.outHead}>
        <h3 className={css.heading} id="lab-out">
          Output
        </h3>
        <Outcome lab={lab} />
      </div>
      {result.kind === 'failed' && result.isPending && <BoxSkeleton height={200} label="Running the script" />}
      {result.kind === 'failed' && !result.isPending && (
        <Callout
          kind="danger"
          title={result.place ? `Line ${result.place.line}, column ${result.place.column}` : 'It does not work on this sample'}
          isAlert
        >
          <p className={css.words}>{result.message}</p>
        </Callout>
      )}
      {result.kind === 'done' && (
        <CodeEditor
          label={kind === 'pre_process_function' ? 'Parameters of the call' : 'Answer of ML Commons'}
          value={formatJson(result.output)}
          isReadOnly
          height="200px"
        />
      )}
      {result.kind === 'done' && result.calls > 1 && (
        <p className={css.note}>The input is split into {result.calls} calls; this is the first.</p>
      )}
      <MappingList lab={lab} />
      {kind === 'pre_process_function' ? <Wanted lab={lab} body={body} parameters={parameters} /> : <ExpectedTensors lab={lab} />}
    </section>
  );
}

function Outcome({ lab: { result, isRunning, kind, example } }: { lab: Lab }) {
  if (isRunning) return <StatusChip kind="progress">Running</StatusChip>;
  if (result.kind === 'failed') return <StatusChip kind="danger">Failed</StatusChip>;
  if (kind === 'post_process_function' && example && isSame(result.output, example.expected)) {
    return <StatusChip kind="success">As the example expects</StatusChip>;
  }
  return <StatusChip kind="success">Done</StatusChip>;
}

/** Members in any order, as what was recorded has been through another writer. */
const isSame = (output: string, expected: unknown) => canonical(JSON.parse(output)) === canonical(expected);

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, member) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([one], [other]) => (one < other ? -1 : 1)))
      : member,
  );
}

function MappingList({ lab: { kind, text } }: { lab: Lab }) {
  const mappings = useMemo((): Mapping[] => {
    if (kind === 'pre_process_function') {
      const entry = preProcessFunctions.get(text || 'connector.pre_process.default.embedding');
      return entry ? preProcessMapping(entry) : [];
    }
    const entry = postProcessFunctions.get(text);
    return entry ? postProcessMapping(entry) : [];
  }, [kind, text]);
  return (
    <div>
      <h4 className={css.subheading}>Mapping</h4>
      {mappings.length > 0 ? (
        <ul className={css.mapping}>
          {mappings.map(({ from, to, as }) => (
            <li key={to}>
              <span>{from}</span> <span aria-hidden>→</span>
              <span className="studio-visually-hidden"> becomes </span> <code translate="no">{to}</code>{' '}
              <span className={css.as}>{as}</span>
            </li>
          ))}
        </ul>
      ) : (
        <p className={css.note}>{text === '' ? 'The answer stays as it is.' : scriptWords[kind]}</p>
      )}
    </div>
  );
}

const scriptWords = {
  pre_process_function:
    'params holds the input, its documents already escaped for JSON and one for each call. What the script returns is JSON with a member parameters.',
  post_process_function:
    'params is the answer; a list stands under result. What the script returns is a tensor or a list of them as JSON, or any other text.',
};

/** The names that the body takes, and whether they are made. */
function Wanted({ lab: { result }, body, parameters }: LabOutputProps) {
  const made = result.kind === 'done' ? result.names : [];
  const names = [...new Set(findPlaceholders(body, 'parameters').map(({ name }) => name))].filter(
    (name) => !name.includes(':-') && !Object.hasOwn(parameters, name),
  );
  return (
    <div>
      <h4 className={css.subheading}>What ML Commons expects</h4>
      <pre className={css.shape}>{'{ "parameters": { … } }'}</pre>
      {names.length === 0 ? (
        <p className={css.note}>The body takes nothing that is not saved.</p>
      ) : (
        <ul className={css.mapping}>
          {names.map((name) => (
            <li key={name}>
              The body takes <code translate="no">{name}</code>{' '}
              <StatusChip kind={made.includes(name) ? 'success' : 'warning'}>{made.includes(name) ? 'made' : 'not made'}</StatusChip>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

const textTensor = { output: [{ name: 'response', dataAsMap: { response: '…' } }], status_code: 200 };

/** What tensors of this kind look like; an example of the blueprint knows best. */
function ExpectedTensors({ lab: { text, example } }: { lab: Lab }) {
  const shape = useMemo(() => {
    if (example) return JSON.stringify(example.expected, null, 2);
    const entry = postProcessFunctions.get(text);
    if (!entry) return JSON.stringify({ inference_results: [textTensor] }, null, 2);
    return formatJson(prettyJson(outputObject([{ output: postProcessSample(entry).tensors, status_code: 200 }])));
  }, [text, example]);
  return (
    <div>
      <h4 className={css.subheading}>{example ? 'What the example expects' : 'What ML Commons expects'}</h4>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard has to reach it */}
      <section className={css.shape} tabIndex={0} aria-label="Expected shape">
        <pre>{shape}</pre>
      </section>
    </div>
  );
}
