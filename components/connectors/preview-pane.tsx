'use client';
import { Button, Select } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useCan } from '#components/shell/session.tsx';
import { Callout } from '#components/ui/callout.tsx';
import { Keys } from '#components/ui/kbd.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { ReasonedButton } from '#components/ui/reasoned-button.tsx';
import type { ExampleInput } from '#lib/blueprints/blueprint.ts';
import { isStillRunning } from '#lib/client/patient-scripts.ts';
import type { PredictionMode } from '#lib/client/predictions.ts';
import type { JsonObject } from '#lib/json/json.ts';
import type { ConnectorDraft } from './connector-draft.ts';
import { previewOf, type Sample, sampleFor, sampleOfExample } from './draft-preview.ts';
import { type PlacedProblem, useDraftProblems, useEditor } from './editor-context.tsx';
import css from './preview-pane.module.css';
import { PreviewRequest } from './preview-request.tsx';
import { ProblemList } from './problem-list.tsx';
import { type SampleChoice, SamplePicker } from './sample-picker.tsx';
import { useLastDone, useRunScript } from './use-run-script.ts';

export type RunDraft = (mode: PredictionMode, action: number, sample: Sample) => void;

type PreviewPaneProps = {
  /** The draft as it is now; what the server says of it, and the form, follow. */
  live: ConnectorDraft;
  body: JsonObject;
  onRun: RunDraft;
  isRunning: boolean;
  onFix: (problem: PlacedProblem) => void;
  /** What a pasted call asked. */
  example: ExampleInput | undefined;
};

/** What one action will send, live: made in the browser by the code that sends it; address and trust judged by the server. */
export function PreviewPane({ live, body, onRun, isRunning, onFix, example: pasted }: PreviewPaneProps) {
  const { activeAction, blueprint } = useEditor();
  const can = useCan();
  const at = Math.min(activeAction, live.actions.length - 1);
  const action = live.actions[at];
  const examples = useMemo(() => [...(pasted ? [pasted] : []), ...(blueprint?.examples ?? [])], [pasted, blueprint]);
  const [choice, setChoice] = useState(() => firstOf(examples));
  const [seen, setSeen] = useState(pasted);
  if (seen !== pasted) {
    setSeen(pasted);
    setChoice(firstOf(examples));
  }
  const example = choice.kind === 'example' ? examples.find(({ title }) => title === choice.title) : undefined;
  const sample = useMemo((): Sample | undefined => {
    if (choice.kind === 'typed') return choice.sample;
    if (example) return sampleOfExample(example);
    return action && sampleFor(live, action);
  }, [choice, example, action, live]);
  const scripts = useRunScript();
  const latest = useMemo(() => action && sample && previewOf(live, action, sample, scripts), [live, action, sample, scripts]);
  const isRunningScript = latest !== undefined && 'request' in latest && isStillRunning(latest.request.problem?.error);
  const preview = useLastDone(latest, isRunningScript);

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
          <PreviewRequest live={live} body={body} action={at} sample={sample} request={preview.request} isWaiting={isRunningScript} />
        )}
        <Problems onFix={onFix} />
        {sample && (
          <section className={css.part} aria-label="Sample and test">
            <SamplePicker choice={choice} onChoose={setChoice} sample={sample} examples={examples} />
            <div className={css.buttons}>
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
              <Button variant="default" onClick={() => onRun('dry_run', at, sample)} disabled={isRunning} data-run="dry_run">
                Dry run
              </Button>
              <Button variant="default" onClick={() => onRun('mock', at, sample)} disabled={isRunning}>
                Try on mock
              </Button>
            </div>
          </section>
        )}
      </div>
    </Panel>
  );
}

const firstOf = ([first]: readonly ExampleInput[]): SampleChoice => (first ? { kind: 'example', title: first.title } : { kind: 'suited' });

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
