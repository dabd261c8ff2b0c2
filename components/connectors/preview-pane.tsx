'use client';
import { Button, Select } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { useCan } from '#components/shell/session.tsx';
import { Callout } from '#components/ui/callout.tsx';
import { Keys } from '#components/ui/kbd.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { ReasonedButton } from '#components/ui/reasoned-button.tsx';
import { RenderedPane } from '#components/ui/rendered-pane.tsx';
import type { PredictionMode, PredictionRequest } from '#lib/client/predictions.ts';
import { isStudioError } from '#lib/errors.ts';
import type { JsonObject } from '#lib/json/json.ts';
import type { ExplainedRequest } from '#lib/predict/explain-request.ts';
import { type Explained, stretches } from '#lib/template/explain-template.ts';
import { addressVerdict, signedHeaders } from './address-verdict.ts';
import type { ConnectorDraft } from './connector-draft.ts';
import { knownAddress, previewOf, type Sample, sampleFor, sampleOfExample } from './draft-preview.ts';
import { redactedBody } from './draft-secrets.ts';
import { draftTarget } from './draft-target.ts';
import { type PlacedProblem, useDraftProblems, useEditor } from './editor-context.tsx';
import { parameterUse } from './parameter-facts.ts';
import css from './preview-pane.module.css';
import { ProblemList } from './problem-list.tsx';
import { settingsQuery, verdictQuery } from './queries.ts';
import { type SampleChoice, SamplePicker } from './sample-picker.tsx';
import { useScriptsReady } from './use-scripts-ready.ts';
import { Verdict, type VerdictOfAddress } from './verdict.tsx';

export type RunDraft = (mode: PredictionMode, action: number, sample: Sample) => void;

type PreviewPaneProps = {
  /** The draft as it is now; what the server says of it, and the form, follow. */
  live: ConnectorDraft;
  body: JsonObject;
  onRun: RunDraft;
  isRunning: boolean;
  onFix: (problem: PlacedProblem) => void;
};

const trustedKey = 'plugins.ml_commons.trusted_connector_endpoints_regex';

/** What one action will send, live: made in the browser by the code that sends it; address and trust judged by the server. */
export function PreviewPane({ live, body, onRun, isRunning, onFix }: PreviewPaneProps) {
  const { activeAction, blueprint } = useEditor();
  const can = useCan();
  const at = Math.min(activeAction, live.actions.length - 1);
  const action = live.actions[at];
  const examples = blueprint?.examples ?? [];
  const [choice, setChoice] = useState<SampleChoice>(examples[0] ? { kind: 'example', title: examples[0].title } : { kind: 'suited' });
  const example = choice.kind === 'example' ? examples.find(({ title }) => title === choice.title) : undefined;
  const sample = useMemo((): Sample | undefined => {
    if (choice.kind === 'typed') return choice.sample;
    if (example) return sampleOfExample(example);
    return action && sampleFor(live, action);
  }, [choice, example, action, live]);
  const areScriptsReady = useScriptsReady();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a preview with a script is made anew once scripts can run
  const preview = useMemo(() => action && sample && previewOf(live, action, sample), [live, action, sample, areScriptsReady]);

  return (
    <Panel title="Preview" id="preview" actions={<ActionSelect />}>
      <div className={css.stack}>
        {!preview && <p className={css.note}>Add an action to see what it sends.</p>}
        {preview && 'problem' in preview && (
          <Callout kind="danger" title="The sample input cannot be read">
            <p>{preview.problem.message}</p>
          </Callout>
        )}
        {sample && preview && 'request' in preview && (
          <Request live={live} body={body} action={at} sample={sample} request={preview.request} />
        )}
        <Problems onFix={onFix} />
        {sample && (
          <section className={css.part} aria-label="Sample and test">
            <SamplePicker choice={choice} onChoose={setChoice} sample={sample} examples={examples} />
            <div className={css.buttons}>
              <Button variant="default" onClick={() => onRun('dry_run', at, sample)} disabled={isRunning} data-run="dry_run">
                Dry run
              </Button>
              <ReasonedButton
                variant="light"
                refusal={!can('predict.send') && 'Sending to the service needs the ml_full_access role.'}
                leftSection={<IconPlayerPlay size={16} aria-hidden />}
                rightSection={<Keys keys="mod+enter" />}
                onClick={() => onRun('send', at, sample)}
                loading={isRunning}
                data-run="send"
              >
                Test draft
              </ReasonedButton>
              <Button variant="subtle" onClick={() => onRun('mock', at, sample)} disabled={isRunning}>
                Try on mock
              </Button>
            </div>
          </section>
        )}
      </div>
    </Panel>
  );
}

function Problems({ onFix }: Pick<PreviewPaneProps, 'onFix'>) {
  const problems = useDraftProblems();
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  return (
    <section className={css.part} aria-label="Problems">
      <h3 className={css.heading}>
        Problems ({problems.length})<span className="studio-visually-hidden">, {errors} of them errors</span>
      </h3>
      {problems.length === 0 && <p className={css.note}>Nothing to mend.</p>}
      <ProblemList problems={problems} onFix={onFix} />
    </section>
  );
}

function ActionSelect() {
  const { settled, activeAction, setActiveAction } = useEditor();
  if (settled.actions.length < 2) return null;
  return (
    <Select
      aria-label="Action in the preview"
      data={settled.actions.map(({ action_type, name }, index) => ({
        value: String(index),
        label: `${index + 1} ${name || action_type}`,
      }))}
      value={String(Math.min(activeAction, settled.actions.length - 1))}
      onChange={(index) => setActiveAction(Number(index))}
      allowDeselect={false}
      w={200}
    />
  );
}

function useVerdict(body: JsonObject, action: number, sample: Sample): { verdict: VerdictOfAddress; headers: [string, string][] } {
  const { settled, stored, blueprint } = useEditor();
  const settings = useQuery(settingsQuery);
  const patterns = settings.data?.items.find(({ key }) => key === trustedKey)?.value;
  const draft = settled.actions[action];
  const target = useMemo(
    () => draftTarget(redactedBody(body), action, { stored: stored?.connector_id, blueprint: blueprint?.id }),
    [body, action, stored, blueprint],
  );
  const url = draft && knownAddress(settled, draft);
  const request: Omit<PredictionRequest, 'mode'> | undefined = draft && {
    target,
    action_type: draft.action_type || 'PREDICT',
    algorithm: sample.algorithm,
    body: sample.body,
  };
  const judged = request && Array.isArray(patterns) ? { request, url, patterns } : undefined;
  const asked = useQuery(verdictQuery(judged));
  if (url === undefined) return { verdict: { kind: 'unknown', words: 'The address is not complete yet.' }, headers: [] };
  // The verdict on another address says nothing about this one.
  if (asked.data && asked.data.url === url) return { verdict: addressVerdict(asked.data), headers: signedHeaders(asked.data.dryRun) };
  const words = isStudioError(asked.error) && !asked.isFetching ? asked.error.message : 'Checking the address…';
  return { verdict: { kind: 'unknown', words }, headers: [] };
}

type RequestProps = { live: ConnectorDraft; body: JsonObject; action: number; sample: Sample; request: ExplainedRequest };

/** The request, and what the server says of its address when that comes. */
function Request({ live, body, action, sample, request }: RequestProps) {
  const { verdict, headers: added } = useVerdict(body, action, sample);
  const { method, url, headers, payload, problem, calls } = request;
  const missing = new Set(payload.spans.filter(({ origin }) => origin === 'missing').map(({ name }) => name));
  const own = new Set(headers.map(({ name }) => name.toLowerCase()));
  const words = problem?.error.message ?? (missing.size === 0 ? payload.problem?.message : undefined);
  const parts = useMemo(() => stretches(payload), [payload]);
  const cardOf = useCallback(
    (name: string) => {
      const { count } = parameterUse(name, live);
      return count > 1 ? <p className={css.note}>used in {count} places</p> : null;
    },
    [live],
  );
  return (
    <>
      <div>
        <p className={css.address}>
          <strong>{method}</strong> <Inline explained={url} />
        </p>
        <Verdict verdict={verdict} />
      </div>
      <dl className={css.headers} translate="no">
        {headers.map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <Inline explained={value} />
            </dd>
          </div>
        ))}
        {added
          .filter(([name]) => !own.has(name.toLowerCase()))
          .map(([name, value]) => (
            <div key={name} data-added>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      {payload.text === '' ? (
        <p className={css.note}>{method === 'POST' || method === 'PUT' ? 'This action has no body yet.' : 'This action sends no body.'}</p>
      ) : (
        <RenderedPane label="Rendered body" parts={parts} cardOf={cardOf} />
      )}
      <p className={css.note} role="status" hidden={payload.text === ''}>
        {missing.size > 0 ? `${missing.size} missing: ${[...missing].join(', ')}` : 'Nothing missing.'}
        {calls > 1 && ` The input is split into ${calls} calls; this is the first.`}
      </p>
      {words && <Callout kind="danger">{words}</Callout>}
    </>
  );
}

function Inline({ explained }: { explained: Explained }) {
  const parts = useMemo(() => stretches(explained), [explained]);
  return <RenderedPane variant="inline" label="" parts={parts} />;
}
