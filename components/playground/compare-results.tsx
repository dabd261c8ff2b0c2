'use client';
import { Loader, SegmentedControl, Select } from '@mantine/core';
import { useState } from 'react';
import { Callout } from '#components/ui/callout.tsx';
import { DiffView } from '#components/ui/diff-view.tsx';
import { formatJson } from '#components/ui/json-text.ts';
import { JsonTree } from '#components/ui/json-tree.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { TextBlock } from '#components/ui/text-block.tsx';
import { costWords, type PricedNames } from '#lib/runs/cost.ts';
import { answerText, replyOf, tokensOf } from './answer.ts';
import css from './compare.module.css';
import type { askedOf, ComparedTarget } from './compared-target.ts';
import type { Preview } from './playground-input.ts';
import { Remedy } from './remedy.tsx';
import { StatusLine } from './response-pane.tsx';
import { comparableAnswer } from './shown-answer.ts';
import type { TargetKey } from './target-select.tsx';
import type { ComparedRun } from './use-compare.ts';
import { useCost } from './use-cost.ts';

type Asked = { target: ComparedTarget } & ReturnType<typeof askedOf>;
type CompareResultsProps = { asked: readonly Asked[]; runs: ReadonlyMap<TargetKey, ComparedRun> };
type Shown = 'answer' | 'payload' | 'difference';

/** The same of every target side by side; two of them with their differences marked. */
export function CompareResults({ asked, runs }: CompareResultsProps) {
  const [shown, setShown] = useState<Shown>('answer');
  return (
    <div className={css.results}>
      {runs.size > 0 && <Summary asked={asked} runs={runs} />}
      <SegmentedControl
        aria-label="Shown of each target"
        data={[
          { value: 'answer', label: 'Answer' },
          { value: 'payload', label: 'Payload' },
          { value: 'difference', label: 'Differences' },
        ]}
        value={shown}
        onChange={(value) => setShown(value as Shown)} // as: one of the values above
      />
      {shown === 'difference' ? (
        <Difference asked={asked} runs={runs} />
      ) : (
        <div className={css.columns}>
          {asked.map(({ target, preview }) => (
            <Panel key={target.key} title={target.name} id={`compare-${target.key.replace('=', '-')}`}>
              {shown === 'payload' ? <Payload preview={preview} /> : <Answer compared={runs.get(target.key)} names={target.names} />}
            </Panel>
          ))}
        </div>
      )}
    </div>
  );
}

const count = (value: number | undefined) => (value === undefined ? '—' : value.toLocaleString('en'));

function Summary({ asked, runs }: CompareResultsProps) {
  return (
    <Panel title="Summary" id="compare-summary" padding="none">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled with the keyboard */}
      <section className={css.scroll} tabIndex={0} aria-label="Summary of the targets">
        <table className={css.summary}>
          <thead>
            <tr>
              <th scope="col">Target</th>
              <th scope="col">Outcome</th>
              {['Status', 'Time, ms', 'Bytes', 'Tokens in', 'Tokens out', 'Tokens', 'Cost'].map((name) => (
                <th key={name} scope="col" className={css.number}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {asked.map(({ target }) => (
              <SummaryRow key={target.key} target={target} compared={runs.get(target.key)} />
            ))}
          </tbody>
        </table>
      </section>
    </Panel>
  );
}

const outcomes = { answered: 'Answered', failed: 'Failed', dry_run: 'Dry run', cancelled: 'Cancelled' };

function outcomeOf(compared: ComparedRun | undefined): string {
  if (!compared) return 'Not sent';
  if (compared.isRunning) return 'Running';
  return compared.run ? outcomes[compared.run.prediction?.outcome ?? 'cancelled'] : 'Failed';
}

function SummaryRow({ target: { name, names }, compared }: { target: ComparedTarget; compared: ComparedRun | undefined }) {
  const cost = useCost(names)(compared?.run);
  const prediction = compared?.run?.prediction;
  const reply = prediction && replyOf(prediction);
  const tokens = prediction && tokensOf(prediction, reply);
  const numbers = [
    prediction?.status ?? undefined,
    compared?.run && Math.round(compared.run.duration_ms),
    reply && new Blob([reply.body]).size,
    tokens?.input,
    tokens?.output,
    tokens?.total,
  ];
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{outcomeOf(compared)}</td>
      {numbers.map((value, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: one for each column
        <td key={index} className={css.number}>
          {count(value)}
        </td>
      ))}
      <td className={css.number}>{cost ? costWords(cost) : '—'}</td>
    </tr>
  );
}

function Answer({ compared, names }: { compared: ComparedRun | undefined; names: PricedNames }) {
  if (!compared) return <p className={css.note}>The answer will stand here.</p>;
  const { isRunning, run, failure } = compared;
  if (isRunning) return <Loader size={16} aria-label="Running" />;
  if (failure) return <Callout kind="danger">{failure}</Callout>;
  const prediction = run?.prediction;
  return (
    <div className={css.answer}>
      {run && <StatusLine run={run} reply={prediction && replyOf(prediction)} names={names} />}
      {prediction && <Response response={prediction.response} />}
    </div>
  );
}

/** The words of an answer, the reason of a failure, else the whole. */
function Response({ response }: { response: unknown }) {
  const text = answerText(response);
  const reason = (response as { error?: { reason?: unknown } } | null)?.error?.reason; // as: an error body, if it is one
  if (typeof reason === 'string') {
    return (
      <Callout kind="danger">
        {reason}
        <Remedy error={{ reason, status: (response as { status?: number }).status ?? 500 }} />
      </Callout>
    );
  }
  return text === undefined ? <JsonTree value={response} depth={8} /> : <TextBlock text={text} isProse />;
}

function Payload({ preview }: { preview: Preview }) {
  if ('problem' in preview) return <Callout kind="danger">{preview.problem.message}</Callout>;
  const { method, url, payload } = preview.request;
  return (
    <>
      <p className={css.note}>
        <strong>{method}</strong> <span translate="no">{url.text}</span>
      </p>
      {payload.text === '' ? <p className={css.note}>This action sends no body.</p> : <TextBlock text={formatJson(payload.text)} />}
    </>
  );
}

function Difference({ asked, runs }: CompareResultsProps) {
  const [chosen, setChosen] = useState<{ before?: TargetKey; after?: TargetKey; of: 'answer' | 'payload' }>({ of: 'answer' });
  const find = (key: TargetKey | undefined, otherwise: number) => asked.find(({ target }) => target.key === key) ?? asked[otherwise];
  const [before, after] = [find(chosen.before, 0), find(chosen.after, 1)];
  if (!before || !after) return <p className={css.note}>Choose two targets at least.</p>;
  const data = asked.map(({ target }) => ({ value: target.key, label: target.name }));
  const textOf = (one: Asked) => (chosen.of === 'payload' ? payloadText(one.preview) : answerOf(runs.get(one.target.key)));
  const [ours, theirs] = [textOf(before), textOf(after)];
  return (
    <div>
      <div className={css.pair}>
        <Select
          label="From"
          data={data}
          value={before.target.key}
          onChange={(key) => key && setChosen({ ...chosen, before: key })}
          allowDeselect={false}
        />
        <Select
          label="To"
          data={data}
          value={after.target.key}
          onChange={(key) => key && setChosen({ ...chosen, after: key })}
          allowDeselect={false}
        />
        <SegmentedControl
          aria-label="Compared"
          data={[
            { value: 'answer', label: 'Answers' },
            { value: 'payload', label: 'Payloads' },
          ]}
          value={chosen.of}
          onChange={(of) => setChosen({ ...chosen, of: of as 'answer' | 'payload' })} // as: one of the values above
        />
      </div>
      {ours === undefined || theirs === undefined ? (
        <p className={css.note}>Send to all first: then their answers can be compared.</p>
      ) : (
        <DiffView before={ours} after={theirs} beforeLabel={before.target.name} afterLabel={after.target.name} />
      )}
    </div>
  );
}

const payloadText = (preview: Preview) => ('problem' in preview ? undefined : formatJson(preview.request.payload.text));
const answerOf = (compared: ComparedRun | undefined) => compared?.run?.prediction && comparableAnswer(compared.run.prediction);
