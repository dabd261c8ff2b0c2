'use client';
import { Callout } from '#components/ui/callout.tsx';
import { formatJson } from '#components/ui/json-text.ts';
import { Panel } from '#components/ui/panel.tsx';
import { TextBlock } from '#components/ui/text-block.tsx';
import type { Preview } from '../playground-input.ts';
import css from './batch.module.css';

/** What the first row would send, made in the browser by the code that sends it. */
export function FirstRow({ preview }: { preview: Preview | undefined }) {
  return (
    <Panel title="First row" id="batch-first-row" description="As it would be sent.">
      <div className={css.stack}>{preview && <Shown preview={preview} />}</div>
    </Panel>
  );
}

function Shown({ preview }: { preview: Preview }) {
  if ('problem' in preview) return <Callout kind="danger">{preview.problem.message}</Callout>;
  const { method, url, payload, problem } = preview.request;
  const wrong = problem?.error ?? payload.problem;
  const body = payload.payload ?? payload.text;
  return (
    <>
      <p className={css.address}>
        {method} {url.text}
      </p>
      {wrong && <Callout kind="danger">{wrong.message}</Callout>}
      {body !== '' && <TextBlock text={formatJson(body)} />}
    </>
  );
}
