'use client';
import { Button, Menu, SegmentedControl, Select, Switch, Tooltip } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { type ReactNode, useId } from 'react';
import type { Scenario } from '#lib/client/predictions.ts';
import css from './run-bar.module.css';
import type { Destination, PlaygroundState } from './use-playground.ts';

export const scenarioLabels: Record<Scenario, string> = {
  good: 'good',
  rate_limited_then_good: '429 then good',
  server_error: '500',
  malformed: 'malformed JSON',
  slow: 'slow 10 s',
  empty: 'empty',
};

type RunBarProps = { state: PlaygroundState; maySend: boolean; chooser: ReactNode /** At the end. */; children?: ReactNode };

/** What is called, where it is sent, and how the answer comes. */
export function RunBar({ state, maySend, chooser, children }: RunBarProps) {
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
      <DestinationChoice maySend={maySend} destination={state.destination} onDestination={state.setDestination} />
      {state.destination === 'mock' && <ScenarioMenu scenario={state.scenario} onScenario={state.setScenario} />}
      {state.canStream && (
        <Switch
          label="Stream the answer"
          checked={state.isStreaming}
          onChange={(event) => state.setStreaming(event.currentTarget.checked)}
          className={css.stream}
        />
      )}
      {children && <div className={css.end}>{children}</div>}
    </div>
  );
}

type DestinationProps = { maySend: boolean; destination: Destination; onDestination: (destination: Destination) => void };

export function DestinationChoice({ maySend, destination, onDestination }: DestinationProps) {
  const labelId = useId();
  return (
    <div>
      <span className={css.label} id={labelId}>
        Send to
      </span>
      <Tooltip label="Sending to the service needs the ml_full_access role." disabled={maySend}>
        <SegmentedControl
          aria-labelledby={labelId}
          data={[
            { value: 'service', label: 'Service', disabled: !maySend },
            { value: 'mock', label: 'Mock' },
          ]}
          value={destination}
          onChange={(value) => onDestination(value as Destination)} // as: one of the values above
        />
      </Tooltip>
    </div>
  );
}

export function ScenarioMenu({ scenario, onScenario }: { scenario: Scenario; onScenario: (scenario: Scenario) => void }) {
  return (
    <Menu>
      <Menu.Target>
        <Button variant="default" rightSection={<IconChevronDown size={16} aria-hidden />}>
          Scenario: {scenarioLabels[scenario]}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {Object.entries(scenarioLabels).map(([name, label]) => (
          <Menu.Item key={name} onClick={() => onScenario(name as Scenario)}>
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
