'use client';
import { Button, Tabs } from '@mantine/core';
import { type ReactNode, useMemo, useState } from 'react';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { JsonTree } from '#components/ui/json-tree.tsx';
import { TextBlock } from '#components/ui/text-block.tsx';
import type { Prediction } from '#lib/client/predictions.ts';
import { answerText, downloadText, type Reply } from './answer.ts';
import css from './response-pane.module.css';
import type { StreamView } from './stream-log.ts';
import { eventsText, StreamEvents } from './stream-view.tsx';

export type AnswerView = 'result' | 'text' | 'raw' | 'headers' | 'events';

type AnswerViewsProps = {
  prediction: Prediction | undefined;
  reply: Reply | undefined;
  stream: StreamView | undefined;
  /** What somebody chose to look at; absent: what suits the answer. */
  view: AnswerView | undefined;
  onView: (view: AnswerView) => void;
};

const labels: Record<AnswerView, string> = { result: 'Result', text: 'Text', raw: 'Raw', headers: 'Headers', events: 'Raw events' };

/** An answer from all sides: as ML Commons gives it, as words, as the service said it. */
export function AnswerViews({ prediction, reply, stream, view, onView }: AnswerViewsProps) {
  const name = prediction?.run_id ?? 'cancelled';
  const text = stream?.text || answerText(prediction?.response);
  const views: Partial<Record<AnswerView, ReactNode>> = {
    ...(prediction && { result: <Result response={prediction.response} name={name} /> }),
    ...(text && { text: <Long text={text} name={name} isProse /> }),
    ...(reply && { raw: <Long text={reply.body} name={name} />, headers: <Long text={headersText(reply)} name={name} /> }),
    ...(stream && stream.pieces.length > 0 && { events: <Events stream={stream} /> }),
  };
  const present = (Object.keys(labels) as AnswerView[]).filter((one) => one in views); // as: the keys of a record that is complete
  const fallback = stream && text ? 'text' : present[0];
  const shown = view && present.includes(view) ? view : fallback;
  if (!shown) return <p className={css.note}>Nothing had come yet.</p>;
  return (
    <Tabs value={shown} onChange={(chosen) => chosen && onView(chosen as AnswerView)} keepMounted={false}>
      <Tabs.List>
        {present.map((one) => (
          <Tabs.Tab key={one} value={one}>
            {labels[one]}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value={shown} pt={12}>
        {views[shown]}
      </Tabs.Panel>
    </Tabs>
  );
}

const headersText = ({ status, headers }: Reply) =>
  [`${status}`, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)].join('\n');

function Result({ response, name }: { response: unknown; name: string }) {
  const text = useMemo(() => JSON.stringify(response, null, 2) ?? '', [response]);
  return (
    <>
      <JsonTree value={response} depth={12} />
      <div className={css.actions}>
        {text.length > longAnswer && (
          <Button variant="subtle" onClick={() => downloadText(`result-${name}.json`, text)}>
            Download
          </Button>
        )}
        <CopyButton variant="subtle" text={text} label="Copy result" />
      </div>
    </>
  );
}

function Events({ stream }: { stream: StreamView }) {
  return (
    <>
      <StreamEvents view={stream} />
      <div className={css.actions}>
        <CopyButton variant="subtle" text={() => eventsText(stream)} label="Copy events" />
      </div>
    </>
  );
}

/** Characters from which on an answer is long, those of it that are shown at first, and the most that a page can show in one block. */
const longAnswer = 1_000_000;
const firstCharacters = 200_000;
const mostCharacters = 2_000_000;

function Long({ text, name, isProse = false }: { text: string; name: string; isProse?: boolean }) {
  const [isWhole, setWhole] = useState(false);
  const limit = text.length <= longAnswer ? longAnswer : isWhole ? mostCharacters : firstCharacters;
  const isCut = text.length > limit;
  return (
    <>
      <TextBlock text={isCut ? text.slice(0, limit) : text} isProse={isProse} />
      {isCut && (
        <p className={css.note}>
          The first {limit.toLocaleString('en')} of {text.length.toLocaleString('en')} characters.
        </p>
      )}
      <div className={css.actions}>
        {isCut && !isWhole && (
          <Button variant="subtle" onClick={() => setWhole(true)}>
            {text.length > mostCharacters ? 'Show more' : 'Show all'}
          </Button>
        )}
        {text.length > longAnswer && (
          <Button variant="subtle" onClick={() => downloadText(`answer-${name}.txt`, text)}>
            Download
          </Button>
        )}
        <CopyButton variant="subtle" text={text} label="Copy" />
      </div>
    </>
  );
}
