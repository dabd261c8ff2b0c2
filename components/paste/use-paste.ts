'use client';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useMemo, useState } from 'react';
import { redactedBody } from '#components/connectors/draft-secrets.ts';
import type { Blueprint } from '#lib/blueprints/blueprint.ts';
import { gallery } from '#lib/blueprints/gallery.ts';
import { checkConnector } from '#lib/client/connectors.ts';
import type { JsonObject } from '#lib/json/json.ts';
import { writeJson } from '#lib/json/write-json.ts';
import { paste } from '#lib/paste/paste.ts';
import type { Answers, Question, Recognised } from '#lib/paste/paste-result.ts';
import { useOwnBlueprints } from './own-blueprints.ts';

const noAnswers: Answers = new Map();

/** A pasted text, what was answered about it, and what comes of both. */
export function usePaste(isOn: boolean) {
  const [text, setText] = useState('');
  const [answers, setAnswers] = useState(noAnswers);
  const settled = useDeferredValue(text);
  const [called, setCalled] = useState<Recognised['called']>();
  const own = useOwnBlueprints(isOn, called);
  // One's own go first: where both fit alike, somebody has put work into theirs.
  const known: readonly Blueprint[] = useMemo(() => (own.length > 0 ? [...own, ...gallery] : gallery), [own]);
  const result = useMemo(
    () => (settled.trim() === '' ? undefined : paste(settled, { answers, gallery: known })),
    [settled, answers, known],
  );
  const recognised = result && result.kind !== 'unknown' ? result : undefined;
  if (called?.address !== recognised?.called?.address) setCalled(recognised?.called); // which of them are looked at, the text has to say first
  const write = (next: string) => {
    setText(next);
    setAnswers(noAnswers); // questions are about places of the text
  };
  const answer = (question: Question, value: string) => setAnswers((before) => new Map(before).set(question.id, value));
  const clear = () => write('');
  const isUndecided = recognised?.questions.some((question) => question.choices && question.answer === undefined) ?? false;
  return { text, write, clear, answers, answer, result, recognised, isUndecided, known };
}

/** What the server would say of the body. Secrets are not asked about. */
export function usePasteProblems(connector: JsonObject | undefined) {
  const body = useMemo(() => connector && writeJson(redactedBody(connector)), [connector]);
  const { data } = useQuery({
    queryKey: ['paste', 'check', body ?? ''],
    queryFn: ({ signal }) => checkConnector(body ?? '', undefined, signal),
    enabled: body !== undefined,
    gcTime: 60_000,
    staleTime: 30_000,
  });
  return data?.problems ?? [];
}
