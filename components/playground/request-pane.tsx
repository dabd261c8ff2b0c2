'use client';
import { Tabs } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Callout } from '#components/ui/callout.tsx';
import { formatJson } from '#components/ui/json-text.ts';
import { Panel } from '#components/ui/panel.tsx';
import { RenderedPane } from '#components/ui/rendered-pane.tsx';
import { TextBlock } from '#components/ui/text-block.tsx';
import type { Prediction } from '#lib/client/predictions.ts';
import { isStudioError } from '#lib/errors.ts';
import type { PreparedRequest } from '#lib/predict/ports.ts';
import { type Explained, stretches } from '#lib/template/explain-template.ts';
import { replyOf } from './answer.ts';
import type { Preview } from './playground-input.ts';
import { dryRunQuery, type Judged } from './queries.ts';
import { requestDetail, requestProblem } from './request-detail.ts';
import css from './request-pane.module.css';
import { SignReport } from './sign-report.tsx';
import { sentSigning, signatureRefusal } from './signature-refusal.ts';

type RequestPaneProps = {
  preview: Preview;
  /** What the server judges: absent while the input cannot be read. */
  judged: Judged | undefined;
  isSigned: boolean;
  /** The mock answers whatever the address is, so only its pattern is of interest. */
  isMock: boolean;
  /** The last call, whose signature may have been refused. */
  last: Prediction | undefined;
  tab: RequestTab;
  onTab: (tab: RequestTab) => void;
};

export type RequestTab = 'payload' | 'headers' | 'sign';

/** The request as it will be sent, live: body, address and headers from the browser, trust and signature from the server's dry run. */
export function RequestPane({ preview, judged, isSigned, isMock, last, tab, onTab }: RequestPaneProps) {
  const dryRun = useQuery(dryRunQuery(judged));
  const detail = requestDetail(dryRun.data);
  return (
    <Panel title="Request" id="playground-request">
      {'problem' in preview ? (
        <Callout kind="danger" title="The input cannot be read">
          {preview.problem.message}
        </Callout>
      ) : (
        <div className={css.stack}>
          <p className={css.line}>
            <strong>{preview.request.method}</strong> <Inline explained={preview.request.url} />
          </p>
          <Verdict
            trustedBy={detail?.trusted_by}
            problem={requestProblem(dryRun.data)?.reason ?? (isMock ? undefined : detail?.refused?.reason) ?? failureOf(dryRun.error)}
            isJudging={dryRun.isFetching}
          />
          {judged?.isStreaming && !dryRun.isFetching && <AsStreamed preview={preview} prepared={detail?.prepared} />}
          {preview.request.calls > 1 && (
            <p className={css.note}>The input is split into {preview.request.calls} calls; this is the first.</p>
          )}
          <Tabs
            value={isSigned || tab !== 'sign' ? tab : 'payload'}
            onChange={(next) => next && onTab(next as RequestTab)}
            keepMounted={false}
          >
            <Tabs.List>
              <Tabs.Tab value="payload">Payload</Tabs.Tab>
              <Tabs.Tab value="headers">Headers</Tabs.Tab>
              {isSigned && <Tabs.Tab value="sign">Sign</Tabs.Tab>}
            </Tabs.List>
            <Tabs.Panel value="payload" pt={12}>
              <Payload preview={preview} />
            </Tabs.Panel>
            <Tabs.Panel value="headers" pt={12}>
              <Headers preview={preview} prepared={detail?.prepared?.headers} />
            </Tabs.Panel>
            {isSigned && (
              <Tabs.Panel value="sign" pt={12}>
                <SignReport report={detail?.prepared?.signing} isLoading={dryRun.isFetching} refused={refusedSignature(last)} />
              </Tabs.Panel>
            )}
          </Tabs>
        </div>
      )}
    </Panel>
  );
}

function refusedSignature(prediction: Prediction | undefined) {
  const refusal = prediction && signatureRefusal(replyOf(prediction));
  const sent = sentSigning(prediction);
  return refusal && sent ? { sent, refusal } : undefined;
}

const failureOf = (error: unknown) => (isStudioError(error) ? error.message : undefined);

const Inline = ({ explained }: { explained: Explained }) => <RenderedPane variant="inline" label="" parts={stretches(explained)} />;

type VerdictProps = { trustedBy: number | undefined; problem: string | undefined; isJudging: boolean };

/** What decides about the address: the pattern that trusts it, and what would stop it all the same. */
function Verdict({ trustedBy, problem, isJudging }: VerdictProps) {
  return (
    <div>
      {trustedBy !== undefined && (
        <p className={css.verdict} data-kind="success">
          <IconCheck size={16} aria-hidden /> trusted by pattern {trustedBy + 1}
        </p>
      )}
      {problem && (
        <p className={css.verdict} data-kind="danger">
          <IconX size={16} aria-hidden /> {problem}
        </p>
      )}
      {trustedBy === undefined && !problem && (
        <p className={css.verdict}>{isJudging ? 'Checking the address…' : 'The address is checked once the input is complete.'}</p>
      )}
    </div>
  );
}

type Readable = Extract<Preview, { request: unknown }>;

/** Some services take a stream at another address and in another shape: then the server shows what it makes of the request. */
function AsStreamed({ preview: { request }, prepared }: { preview: Readable; prepared: PreparedRequest | undefined }) {
  if (!prepared) return null;
  const isSame = prepared.url === request.url.text && formatJson(prepared.body ?? '') === formatJson(request.payload.text);
  if (isSame) return null;
  return (
    <Callout kind="info" title="Sent as a stream">
      <p className={css.line}>
        <strong>{prepared.method}</strong> <span translate="no">{prepared.url}</span>
      </p>
      {prepared.body && <TextBlock text={formatJson(prepared.body)} />}
    </Callout>
  );
}

function Payload({ preview: { request } }: { preview: Readable }) {
  const { payload, problem } = request;
  const filled = payload.spans.filter(({ origin }) => origin !== 'missing' && origin !== 'kept').length;
  const missing = new Set(payload.spans.filter(({ origin }) => origin === 'missing').map(({ name }) => name)).size;
  const words = problem?.error.message ?? (payload.problem && missing === 0 ? payload.problem.message : undefined);
  return (
    <>
      {payload.text === '' ? (
        <p className={css.note}>This action sends no body.</p>
      ) : (
        <RenderedPane label="Payload" parts={stretches(payload)} />
      )}
      <p className={css.note}>
        {filled} filled,{' '}
        <span role="status" className={css.count} data-missing={missing > 0}>
          {missing} missing
        </span>
      </p>
      {words && <Callout kind="danger">{words}</Callout>}
    </>
  );
}

function Headers({ preview: { request }, prepared }: { preview: Readable; prepared: [string, string][] | undefined }) {
  const own = new Set(request.headers.map(({ name }) => name.toLowerCase()));
  const added = prepared?.filter(([name]) => !own.has(name.toLowerCase())) ?? [];
  return (
    <dl className={css.headers} translate="no">
      {request.headers.map(({ name, value }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <Inline explained={value} />
          </dd>
        </div>
      ))}
      {added.map(([name, value]) => (
        <div key={name}>
          <dt>
            {name} <span className={css.added}>added</span>
          </dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
