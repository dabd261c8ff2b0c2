'use client';
import { Button, SegmentedControl } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { CopyCallMenu } from '#components/copy-as/copy-call-menu.tsx';
import { Keys } from '#components/ui/kbd.tsx';
import { useShortcut } from '#components/ui/shortcuts.tsx';
import { SplitPane } from '#components/ui/split-pane.tsx';
import type { ExampleInput } from '#lib/blueprints/blueprint.ts';
import type { Prediction, PredictionMode } from '#lib/client/predictions.ts';
import type { CopiedCall } from '#lib/copy-as/copied-call.ts';
import { isObject } from '#lib/json/json.ts';
import { parseJson } from '#lib/json/read-json.ts';
import type { PricedNames } from '#lib/runs/cost.ts';
import { AnswerActions } from './answer-actions.tsx';
import type { AnswerView } from './answer-views.tsx';
import { type ComparedSide, CompareRuns, sideOf } from './compare-runs.tsx';
import type { HistoryChoice, HistoryOf } from './history.tsx';
import { HistoryButton } from './history-button.tsx';
import { InputPane, parameterFieldId } from './input-pane.tsx';
import { type KeptRun, predictionOf, reopened } from './kept-run.ts';
import css from './playground.module.css';
import { type Definition, fieldsOf, type Preview, wantsQuery } from './playground-input.ts';
import { Remedy } from './remedy.tsx';
import { RequestPane, type RequestTab } from './request-pane.tsx';
import { ResponsePane, responsePaneId } from './response-pane.tsx';
import { RunBar } from './run-bar.tsx';
import { type Failure, RunDetails } from './run-details.tsx';
import type { ExampleHome } from './save-as-example.tsx';
import { type Destination, type PlaygroundState, usePlayground } from './use-playground.ts';
import { useRun } from './use-run.ts';

type PlaygroundProps = {
  /** JSON of the target as `POST /api/studio/predictions` takes it. */
  target: string;
  definition: Definition;
  examples: readonly ExampleInput[];
  /** Whether this person may send; everyone may try on the mock. */
  maySend: boolean;
  startOn?: Destination;
  /** Above the panes: what to choose the target with. */
  chooser?: ReactNode;
  /** Names by which a price may know it. */
  names?: PricedNames;
  /** A model that calls it as `_predict` does. */
  modelId?: string | undefined;
  /** The stored connector behind it, where there is one to edit. */
  connectorId?: string;
  /** One line for newcomers. */
  hint?: ReactNode;
  /** Where a run can become an example. */
  exampleHome?: ExampleHome;
  /** A kept run that is shown at first. */
  opened?: KeptRun;
  /** Hears which kept run was opened. */
  onReopened?: (run_id: string) => void;
};

/** Input, request and response side by side, and the trace of the last run below. */
export function Playground(props: PlaygroundProps) {
  const { target, definition, examples, maySend, startOn = 'service', chooser, connectorId, hint, exampleHome, opened, onReopened } = props;
  const { names = [], modelId } = props;
  const state = usePlayground(definition, maySend ? startOn : 'mock', examples[0], opened && reopened(opened, definition));
  const { running, failure, start, cancel } = useRun(state, target);
  const [view, setView] = useState<AnswerView>();
  const [requestTab, setRequestTab] = useState<RequestTab>('payload');
  const [shown, setShown] = useState<'request' | 'response'>('request');
  const run = (mode: PredictionMode) => {
    setShown('response');
    setView(undefined);
    return start(mode);
  };
  const showAnswer = () => {
    setShown('response');
    setView('raw');
    document.getElementById(responsePaneId)?.scrollIntoView({ block: 'nearest' });
  };
  const send = () => run(state.destination === 'mock' ? 'mock' : 'send');
  const dryRun = () => run('dry_run');
  const fill = (name: string) => {
    if (!(name in state.input.typed)) state.setInput({ ...state.input, kind: 'parameters', typed: { ...state.input.typed, [name]: '' } });
    requestAnimationFrame(() => document.getElementById(parameterFieldId(name))?.focus());
  };
  const [compared, setCompared] = useState<KeptRun>();
  const [isComparing, setComparing] = useState(false);
  const choose = (kept: KeptRun, choice: HistoryChoice) => {
    if (choice === 'compare') {
      setCompared(kept);
      return setComparing(true);
    }
    const again = reopened(kept, definition);
    state.reopen(again);
    setView(undefined);
    setShown('response');
    if (choice === 'send_again') void start(kept.mode, { ...again, body: again.run.body });
    else onReopened?.(kept.run_id);
  };
  const historyOf = historyIn(target);
  useShortcut('mod+enter', 'Send', send);
  useShortcut('mod+shift+enter', 'Dry run', dryRun);
  const judged =
    'problem' in state.preview
      ? undefined
      : { target, action_type: state.actionType, algorithm: state.algorithm, body: state.settled, isStreaming: state.isStreaming };
  const remedyOf = ({ error, cause, remedy, step }: Failure) => (
    <Remedy
      error={error}
      known={remedy}
      context={{ host: hostOf(state.preview), cause }}
      connectorId={connectorId}
      onSendAgain={send}
      onShowAnswer={showAnswer}
      onTryMock={() => state.setDestination('mock')}
      onFill={fill}
      facts={{ step, request_id: requestIdOf(state.run?.prediction) ?? state.run?.prediction?.run_id }}
    />
  );
  return (
    <div className={css.playground}>
      <RunBar state={state} maySend={maySend} chooser={chooser}>
        {historyOf && <HistoryButton of={historyOf} isDraft={state.isDraft} onChoose={choose} />}
        <CopyCallMenu call={() => callOf(state, modelId)} hasModel={modelId !== undefined} />
      </RunBar>
      {hint}
      <div className={css.frame} data-shown={shown}>
        <SegmentedControl
          className={css.shown}
          aria-label="Shown beside the input"
          data={[
            { value: 'request', label: 'Request' },
            { value: 'response', label: 'Response' },
          ]}
          value={shown}
          onChange={(value) => setShown(value === 'response' ? 'response' : 'request')}
        />
        <SplitPane
          className={css.panes}
          panes={[
            {
              id: 'input',
              label: 'Input',
              size: 32,
              content: (
                <InputPane
                  input={state.input}
                  onChange={state.setInput}
                  onReset={state.reset}
                  {...fieldsOf(definition, state.action, state.input.typed)}
                  hasQuery={wantsQuery(state.action)}
                  examples={examples}
                  actions={<RunButtons isRunning={running !== undefined} onDryRun={dryRun} onSend={send} />}
                />
              ),
            },
            {
              id: 'request',
              label: 'Request',
              size: 34,
              content: (
                <RequestPane
                  preview={state.preview}
                  judged={judged}
                  isSigned={definition.protocol === 'aws_sigv4'}
                  isMock={state.destination === 'mock'}
                  last={state.run?.prediction}
                  tab={requestTab}
                  onTab={setRequestTab}
                />
              ),
            },
            {
              id: 'response',
              label: 'Response',
              size: 34,
              content: (
                <ResponsePane
                  run={state.run}
                  names={names}
                  body={state.body}
                  isStale={state.run !== undefined && state.run.body !== state.body}
                  running={running}
                  onCancel={cancel}
                  failure={failure}
                  remedy={failure && remedyOf({ error: { type: failure.type, status: failure.status, reason: failure.message } })}
                  view={view}
                  onView={setView}
                  actions={
                    <AnswerActions
                      state={state}
                      isShareable={historyOf !== undefined}
                      home={exampleHome}
                      onSignatures={() => {
                        setShown('request');
                        setRequestTab('sign');
                      }}
                    />
                  }
                />
              ),
            },
          ]}
        />
      </div>
      <CompareRuns
        opened={isComparing}
        onClose={() => setComparing(false)}
        title="A run from the history and now"
        before={compared && sideOf(predictionOf(compared))}
        after={sideNow(state)}
      />
      {state.run?.prediction && <RunDetails prediction={state.run.prediction} remedyOf={remedyOf} />}
    </div>
  );
}

/** Of a failure that nobody foresaw: the log knows it by this. */
const requestIdOf = (prediction: Prediction | undefined) =>
  (prediction?.response as { error?: { id?: string } } | null | undefined)?.error?.id; // as: an error body, if it is one

/** What stands on the screen, to be compared: the last run, else what would be sent. */
function sideNow({ run, preview }: PlaygroundState): ComparedSide {
  if (run?.prediction) return sideOf(run.prediction);
  return { payload: 'problem' in preview ? '' : preview.request.payload.text };
}

/** @throws StudioError while the input cannot be read */
function callOf({ body, algorithm, actionType, isStreaming }: PlaygroundState, model_id: string | undefined): Omit<CopiedCall, 'origin'> {
  const json = parseJson(body);
  return { model_id, algorithm, action_type: actionType, body: isObject(json) ? json : new Map(), stream: isStreaming };
}

/** Runs of a draft are found under Activity only. */
function historyIn(target: string): HistoryOf | undefined {
  const { connector_id, model_id, connector } = JSON.parse(target) as { connector_id?: string; model_id?: string; connector?: unknown }; // as: a target
  if (connector !== undefined) return undefined;
  return model_id ? { model_id } : connector_id ? { connector_id } : undefined;
}

type RunButtonsProps = { isRunning: boolean; onDryRun: () => void; onSend: () => void };

const RunButtons = ({ isRunning, onDryRun, onSend }: RunButtonsProps) => (
  <>
    <Button variant="default" onClick={onDryRun} disabled={isRunning}>
      Dry run
    </Button>
    <Button
      leftSection={<IconPlayerPlay size={16} aria-hidden />}
      onClick={onSend}
      disabled={isRunning}
      rightSection={<Keys keys="mod+enter" />}
    >
      Send
    </Button>
  </>
);

/** The host that the call leads to, once the address is complete. */
function hostOf(preview: Preview): string | undefined {
  if ('problem' in preview || !URL.canParse(preview.request.url.text)) return undefined;
  return new URL(preview.request.url.text).host;
}
