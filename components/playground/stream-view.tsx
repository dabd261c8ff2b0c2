'use client';
import { Tabs } from '@mantine/core';
import { useSyncExternalStore } from 'react';
import { TextBlock } from '#components/ui/text-block.tsx';
import type { StreamLog, StreamView } from './stream-log.ts';
import css from './stream-view.module.css';

/** Raw events on the screen; the rest of a long stream is in the copy. */
const shownEvents = 500;

/** A stream as it comes. Only this part of the page is drawn anew with each piece. */
export function LiveStream({ log }: { log: StreamLog }) {
  const view = useSyncExternalStore(log.subscribe, log.view, log.view);
  return (
    <>
      <p className={css.note}>{view.pieces.length === 0 ? 'Waiting for the first piece.' : streamWords(view)}</p>
      <Tabs defaultValue="text" keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="text">Text</Tabs.Tab>
          <Tabs.Tab value="events">Raw events</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="text" pt={12}>
          <TextBlock text={view.text} isProse />
        </Tabs.Panel>
        <Tabs.Panel value="events" pt={12}>
          <StreamEvents view={view} />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}

/** `first text after 312 ms · 24 events` */
export const streamWords = ({ first_ms, pieces }: StreamView) =>
  [
    first_ms !== undefined && `first text after ${Math.round(first_ms).toLocaleString('en')} ms`,
    `${pieces.length.toLocaleString('en')} ${pieces.length === 1 ? 'event' : 'events'}`,
  ]
    .filter(Boolean)
    .join(' · ');

export const eventsText = ({ pieces }: StreamView) => pieces.map(({ data }) => `data: ${data}\n\n`).join('');

/** Each event with the time at which it came. */
export function StreamEvents({ view: { pieces } }: { view: StreamView }) {
  const first = Math.max(0, pieces.length - shownEvents);
  return (
    <>
      {first > 0 && <p className={css.note}>The first {first.toLocaleString('en')} events are in the copy.</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled with the keyboard */}
      <ol className={css.events} translate="no" tabIndex={0} aria-label="Raw events" start={first + 1}>
        {pieces.slice(first).map(({ at_ms, data }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: events have no identity but their place
          <li key={first + index}>
            <span className={css.time}>{Math.round(at_ms).toLocaleString('en')} ms</span> {data}
          </li>
        ))}
      </ol>
    </>
  );
}
