'use client';
import { Button, Menu, SegmentedControl, Select, Tooltip } from '@mantine/core';
import { IconChevronDown, IconPlayerPlay } from '@tabler/icons-react';
import { type ReactNode, useRef, useState } from 'react';
import { useAnnounce } from '#components/ui/announcer.tsx';
import { Keys } from '#components/ui/kbd.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { useShortcut } from '#components/ui/shortcuts.tsx';
import { SplitPane } from '#components/ui/split-pane.tsx';
import { Trace } from '#components/ui/trace.tsx';
import type { BlueprintExample } from '#lib/blueprints/blueprint.ts';
import { type PredictionMode, predict, type Scenario } from '#lib/client/predictions.ts';
import { isStudioError } from '#lib/errors.ts';
import type { Step } from '#lib/predict/trace.ts';
import { InputPane, parameterFieldId } from './input-pane.tsx';
import css from './playground.module.css';
import type { Definition, Preview } from './playground-input.ts';
import { Remedy } from './remedy.tsx';
import { RequestPane } from './request-pane.tsx';
import { ResponsePane } from './response-pane.tsx';
import { stepLabels } from './step-labels.ts';
import { type Destination, type PlaygroundState, usePlayground } from './use-playground.ts';

type PlaygroundProps = {
  /** JSON of the target as `POST /api/studio/predictions` takes it. */
  target: string;
  definition: Definition;
  examples: readonly BlueprintExample[];
  /** Whether this person may send; everyone may try on the mock. */
  maySend: boolean;
  startOn?: Destination;
  /** Above the panes: what to choose the target with. */
  chooser?: ReactNode;
  /** The stored connector behind it, where there is one to edit. */
  connectorId?: string;
  /** One line for newcomers. */
  hint?: ReactNode;
};

const scenarioLabels: Record<Scenario, string> = {
  good: 'good',
  rate_limited_then_good: '429 then good',
  server_error: '500',
  malformed: 'malformed JSON',
  slow: 'slow 10 s',
  empty: 'empty',
};

/** Input, request and response side by side, and the trace of the last run below. */
export function Playground({ target, definition, examples, maySend, startOn = 'service', chooser, connectorId, hint }: PlaygroundProps) {
  const state = usePlayground(definition, maySend ? startOn : 'mock', examples[0]);
  const { runningSince, failure, start, cancel } = useRun(state, target);
  const [shown, setShown] = useState<'request' | 'response'>('request');
  const run = (mode: PredictionMode) => {
    setShown('response');
    return start(mode);
  };
  const send = () => run(state.destination === 'mock' ? 'mock' : 'send');
  const dryRun = () => run('dry_run');
  const fill = (name: string) => {
    if (!(name in state.input.typed)) state.setInput({ ...state.input, kind: 'parameters', typed: { ...state.input.typed, [name]: '' } });
    requestAnimationFrame(() => document.getElementById(parameterFieldId(name))?.focus());
  };
  useShortcut('mod+enter', 'Send', send);
  useShortcut('mod+shift+enter', 'Dry run', dryRun);
  const judged =
    'problem' in state.preview ? undefined : { target, action_type: state.actionType, algorithm: state.algorithm, body: state.settled };
  return (
    <div className={css.playground}>
      <RunBar state={state} maySend={maySend} chooser={chooser} />
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
                  definition={definition}
                  action={state.action}
                  examples={examples}
                  actions={<RunButtons isRunning={runningSince !== undefined} onDryRun={dryRun} onSend={send} />}
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
                  isStale={state.run !== undefined && state.run.body !== state.body}
                  runningSince={runningSince}
                  onCancel={cancel}
                  failure={failure}
                />
              ),
            },
          ]}
        />
      </div>
      {state.run && (
        <Panel title="Trace" id="playground-trace" padding="none">
          <Trace
            steps={state.run.prediction.trace.steps.map(withoutRemedy)}
            labels={stepLabels}
            remedyOf={(step) =>
              step.error && (
                <Remedy
                  error={step.error}
                  context={{ host: hostOf(state.preview) }}
                  connectorId={connectorId}
                  onSendAgain={send}
                  onTryMock={() => state.setDestination('mock')}
                  onFill={fill}
                />
              )
            }
          />
        </Panel>
      )}
    </div>
  );
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

/** The remedy has a place of its own under the message. */
function withoutRemedy(step: Step): Step {
  if (typeof step.detail !== 'object' || step.detail === null || !('remedy' in step.detail)) return step;
  const { remedy: _, ...detail } = step.detail;
  return { ...step, detail: Object.keys(detail).length > 0 ? detail : undefined };
}

/** The host that the call leads to, once the address is complete. */
function hostOf(preview: Preview): string | undefined {
  if ('problem' in preview || !URL.canParse(preview.request.url.text)) return undefined;
  return new URL(preview.request.url.text).host;
}

/** One call at a time; a new one, leaving the page and Cancel end it. */
function useRun(state: PlaygroundState, target: string) {
  const announce = useAnnounce();
  const controller = useRef<AbortController>(undefined);
  const [runningSince, setRunningSince] = useState<number>();
  const [failure, setFailure] = useState<string>();
  const start = async (mode: PredictionMode) => {
    if (runningSince !== undefined) return;
    const { body, algorithm, actionType, scenario } = state;
    const begun = performance.now();
    controller.current = new AbortController();
    setRunningSince(begun);
    setFailure(undefined);
    try {
      const request = { target, action_type: actionType, algorithm, body, mode, ...(mode === 'mock' && { scenario }) };
      const prediction = await predict(request, controller.current.signal);
      const duration_ms = performance.now() - begun;
      state.setRun({ prediction, body, duration_ms });
      const isGood = prediction.outcome !== 'failed';
      announce(
        mode === 'dry_run' && isGood
          ? 'Dry run went well'
          : `${isGood ? 'Answered' : 'Failed with'} ${prediction.status} in ${Math.round(duration_ms)} ms`,
        !isGood,
      );
    } catch (thrown) {
      if (controller.current.signal.aborted) announce('Cancelled');
      else {
        setFailure(isStudioError(thrown) ? thrown.message : 'Something failed that nobody foresaw.');
        if (!isStudioError(thrown)) throw thrown;
      }
    } finally {
      setRunningSince(undefined);
    }
  };
  return { runningSince, failure, start, cancel: () => controller.current?.abort() };
}

function RunBar({ state, maySend, chooser }: { state: PlaygroundState; maySend: boolean; chooser: ReactNode }) {
  return (
    <div className={css.bar}>
      {chooser}
      {state.types.length > 1 && (
        <Select
          label="Action"
          data={state.types}
          value={state.actionType}
          onChange={(type) => type && state.setActionType(type)}
          allowDeselect={false}
          className={css.action}
        />
      )}
      <div>
        <span className={css.label} id="playground-destination">
          Send to
        </span>
        <Tooltip label="Sending to the service needs the ml_full_access role." disabled={maySend}>
          <SegmentedControl
            aria-labelledby="playground-destination"
            data={[
              { value: 'service', label: 'Service', disabled: !maySend },
              { value: 'mock', label: 'Mock' },
            ]}
            value={state.destination}
            onChange={(value) => state.setDestination(value as Destination)} // as: one of the values above
          />
        </Tooltip>
      </div>
      {state.destination === 'mock' && (
        <Menu>
          <Menu.Target>
            <Button variant="default" rightSection={<IconChevronDown size={16} aria-hidden />}>
              Scenario: {scenarioLabels[state.scenario]}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {Object.entries(scenarioLabels).map(([scenario, label]) => (
              <Menu.Item key={scenario} onClick={() => state.setScenario(scenario as Scenario)}>
                {label}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </div>
  );
}
