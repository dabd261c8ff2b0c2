'use client';
import { Button, NativeSelect, Popover, TextInput } from '@mantine/core';
import { useState } from 'react';
import { usePreferences } from '#components/ui/preferences.tsx';
import { readTimeZone } from '#lib/search/time-zone.ts';
import css from './activity.module.css';
import { custom, rangeOf, ranges, timeSpan, type Values } from './activity-address.ts';
import { useMomentText } from './run-time.tsx';

type TimeRangeProps = {
  values: Values;
  /** What is meant when the address says nothing. */
  standard?: string;
  onChange: (values: { range: string[]; from: string[]; to: string[] }) => void;
};

const inOrder = ranges.toSorted((one, other) => one.span - other.span);

/** What time is looked at: one that ends now, or two moments. */
export function TimeRange({ values, standard = ranges[0].id, onChange }: TimeRangeProps) {
  const [isAsking, setAsking] = useState(false);
  const momentText = useMomentText();
  const isCustom = values.range?.[0] === custom;
  const choose = (id: string) => {
    if (id === custom) setAsking(true);
    else onChange({ range: id === standard ? [] : [id], from: [], to: [] });
  };
  const { from, to } = timeSpan(values, 0);
  const words = isCustom ? [from ? momentText(from) : 'The beginning', to ? momentText(to) : 'now'].join(' – ') : 'Custom…';
  return (
    <div className={css.range}>
      <Popover opened={isAsking} onChange={setAsking} position="bottom-end" trapFocus returnFocus width={288}>
        <Popover.Target>
          <NativeSelect
            aria-label="Time"
            value={isCustom ? custom : rangeOf(values).id}
            data={[...inOrder.map(({ id, label }) => ({ value: id, label })), { value: custom, label: words }]}
            onChange={(event) => choose(event.currentTarget.value)}
          />
        </Popover.Target>
        <Popover.Dropdown aria-label="Custom time">
          {isAsking && (
            <CustomTime
              values={values}
              onChange={(chosen) => {
                setAsking(false);
                onChange(chosen);
              }}
            />
          )}
        </Popover.Dropdown>
      </Popover>
      {isCustom && (
        <Button variant="default" onClick={() => setAsking(true)}>
          Change
        </Button>
      )}
    </div>
  );
}

/** `2026-05-03T14:02`, as the browser's own control wants it. */
const wallText = (wall: number) => new Date(wall).toISOString().slice(0, 16);

function CustomTime({ values, onChange }: TimeRangeProps) {
  const { time_zone } = usePreferences().preferences;
  const zoneName = time_zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  const zone = readTimeZone(zoneName);
  const now = Date.now();
  const { from = now - ranges[0].span, to = now } = timeSpan(values, now);
  const [[start, end], setTyped] = useState([wallText(zone.toWall(from)), wallText(zone.toWall(to))]);
  const [problem, setProblem] = useState('');
  const momentOf = (text: string) => zone.toInstant(Date.parse(`${text}Z`));
  const apply = () => {
    const [first, last] = [momentOf(start ?? ''), momentOf(end ?? '')];
    if (Number.isNaN(first) || Number.isNaN(last)) return setProblem('Enter both moments.');
    if (first >= last) return setProblem('The beginning comes before the end.');
    onChange({ range: [custom], from: [new Date(first).toISOString()], to: [new Date(last).toISOString()] });
  };
  return (
    <form
      className={css.custom}
      onSubmit={(event) => {
        event.preventDefault();
        apply();
      }}
    >
      <TextInput type="datetime-local" label="From" value={start} onChange={(event) => setTyped([event.currentTarget.value, end ?? ''])} />
      <TextInput
        type="datetime-local"
        label="To"
        description={zoneName}
        value={end}
        error={problem || undefined}
        onChange={(event) => setTyped([start ?? '', event.currentTarget.value])}
      />
      <Button type="submit">Apply</Button>
    </form>
  );
}
