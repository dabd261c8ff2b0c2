'use client';
import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconPlayerPlay, IconPlus, IconX } from '@tabler/icons-react';
import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import { Callout } from '#components/ui/callout.tsx';
import { Keys } from '#components/ui/kbd.tsx';
import { useShortcut } from '#components/ui/shortcuts.tsx';
import type { Scenario } from '#lib/client/predictions.ts';
import css from './compare.module.css';
import { CompareResults } from './compare-results.tsx';
import { actionOf, anyWantsQuery, askedOf, type ComparedTarget, fewestTargets, mostTargets, sharedFields } from './compared-target.ts';
import { InputPane } from './input-pane.tsx';
import { emptyInput, initialInput, type PlaygroundInput } from './playground-input.ts';
import { chosenQuery } from './queries.ts';
import { DestinationChoice, ScenarioMenu } from './run-bar.tsx';
import { type TargetKey, TargetSelect } from './target-select.tsx';
import { useCompare } from './use-compare.ts';
import type { Destination } from './use-playground.ts';

type CompareProps = { keys: readonly TargetKey[]; onKeys: (keys: readonly TargetKey[]) => void; maySend: boolean };

/** Two to four targets on one input: what each is sent, what it answers, how long it takes. */
export default function Compare({ keys, onKeys, maySend }: CompareProps) {
  const { targets, problems } = useTargets(keys);
  const [typed, setInput] = useState<PlaygroundInput>();
  const [destination, setDestination] = useState<Destination>(maySend ? 'service' : 'mock');
  const [scenario, setScenario] = useState<Scenario>('good');
  const { runs, isRunning, start, cancel } = useCompare();
  const first = targets[0];
  const fresh = first ? initialInput(actionOf(first.definition)) : emptyInput;
  const input = typed ?? fresh;
  const asked = targets.map((target) => ({ target, ...askedOf(target, input) }));
  const isReady = targets.length >= fewestTargets;
  const mode = destination === 'mock' ? 'mock' : 'send';
  const send = () => {
    if (!isReady) return;
    void start(
      asked.map(({ target, request }) => ({ key: target.key, request: { ...request, mode, ...(mode === 'mock' && { scenario }) } })),
    );
  };
  useShortcut('mod+enter', 'Send to all', send);
  return (
    <div className={css.compare}>
      <Targets keys={keys} onKeys={onKeys} />
      <div className={css.bar}>
        <DestinationChoice maySend={maySend} destination={destination} onDestination={setDestination} />
        {destination === 'mock' && <ScenarioMenu scenario={scenario} onScenario={setScenario} />}
      </div>
      {problems.map((message) => (
        <Callout key={message} kind="danger">
          {message}
        </Callout>
      ))}
      <div className={css.work}>
        <InputPane
          id="compare-input"
          input={input}
          onChange={setInput}
          onReset={() => setInput(undefined)}
          {...sharedFields(targets, input.typed)}
          hasQuery={anyWantsQuery(targets)}
          examples={[]}
          actions={
            <>
              {isRunning ? (
                <Button variant="default" onClick={cancel}>
                  Cancel
                </Button>
              ) : (
                <Button
                  leftSection={<IconPlayerPlay size={16} aria-hidden />}
                  rightSection={<Keys keys="mod+enter" />}
                  onClick={send}
                  disabled={!isReady}
                >
                  Send to all
                </Button>
              )}
              {!isReady && <p className={css.note}>Choose two targets at least.</p>}
            </>
          }
        />
        <CompareResults asked={asked} runs={runs} />
      </div>
    </div>
  );
}

/** What the chosen targets are, as far as they are loaded. */
function useTargets(keys: readonly TargetKey[]) {
  const answers = useQueries({ queries: keys.map((key) => chosenQuery(Object.fromEntries([key.split('=')]))) });
  const targets = keys.flatMap((key, index): ComparedTarget[] => {
    const data = answers[index]?.data;
    return data ? [{ key, name: data.name, definition: data.definition, names: data.names }] : [];
  });
  return { targets, problems: answers.flatMap(({ error }) => (error ? [error.message] : [])) };
}

function Targets({ keys, onKeys }: Pick<CompareProps, 'keys' | 'onKeys'>) {
  const rows = [...keys, ...Array.from({ length: Math.max(0, fewestTargets - keys.length) }, () => null)];
  const [hasMore, setMore] = useState(false);
  const shown = hasMore && keys.length >= fewestTargets && keys.length < mostTargets ? [...rows, null] : rows;
  const put = (index: number, key: TargetKey) => {
    setMore(false);
    onKeys(index < keys.length ? keys.map((old, place) => (place === index ? key : old)) : [...keys, key]);
  };
  return (
    <div className={css.targets}>
      {shown.map((key, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the places stay, what stands in them changes
        <div key={index} className={css.target}>
          <TargetSelect
            label={`Target ${index + 1}`}
            value={key}
            onChange={(next) => put(index, next)}
            taken={keys}
            className={css.select}
          />
          {key !== null && keys.length > fewestTargets && (
            <Tooltip label={`Remove target ${index + 1}`}>
              <ActionIcon aria-label={`Remove target ${index + 1}`} onClick={() => onKeys(keys.filter((one) => one !== key))}>
                <IconX size={16} aria-hidden />
              </ActionIcon>
            </Tooltip>
          )}
        </div>
      ))}
      {shown.length < mostTargets && !shown.includes(null) && (
        <Button variant="default" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setMore(true)}>
          Add target
        </Button>
      )}
    </div>
  );
}
