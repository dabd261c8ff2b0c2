'use client';
import { startTransition, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { type Resolver, type UseFormReturn, useForm } from 'react-hook-form';
import { isStudioError } from '#lib/errors.ts';
import { isObject, type JsonObject } from '#lib/json/json.ts';
import { parseJson } from '#lib/json/read-json.ts';
import { bodyOf, bodyOfText, type ConnectorDraft, type DraftRow, draftOf, textOfBody } from './connector-draft.ts';
import { maskedBody, unmaskedBody } from './draft-secrets.ts';
import { useLatest } from './use-latest.ts';

/** Milliseconds after the last key until the preview follows (ui.md §12). */
const pause = 150;

/** Why the JSON view's text is no connector, and where. */
export type BrokenJson = { message: string; line: number };

/** @param text JSON of a create body */
export const bodyOfInitial = (text: string) => parseJson(text) as JsonObject; // as: whoever makes an initial body makes an object

function brokenJson(thrown: unknown): BrokenJson {
  if (!isStudioError(thrown)) throw thrown;
  const line = Number(/line: (\d+)/.exec(thrown.message)?.[1] ?? 1);
  return { message: thrown.message.replace(/\n at \[Source: [\s\S]*$/, ''), line };
}

/** The body of a draft. A field of AWS that may be left out is left out while it is empty, unless the body had it so. */
function bodyOfForm(draft: ConnectorDraft, source: JsonObject): JsonObject {
  const given = source.get('credential');
  if (isObject(given) && given.has('session_token')) return bodyOf(draft, source);
  return bodyOf({ ...draft, credential: draft.credential.filter(({ name, value }) => name !== 'session_token' || value !== '') }, source);
}

/** A body as the form gives it back when nobody touched it. */
export const untouched = (body: JsonObject): JsonObject => bodyOfForm(draftOf(body), body);

/**
 * One connector in two views: the fields of a form and the text of its JSON. The body is the truth; the form edits a draft of it, and text
 * that can be read becomes body and draft at once.
 */
export function useDraftForm(initial: string, options: { isUpdate: boolean; storedKeys: readonly string[] }) {
  const { isUpdate, storedKeys } = options;
  const [source, setSource] = useState(() => bodyOfInitial(initial));
  const latest = useRef(source);
  const [resolver] = useState((): Resolver<ConnectorDraft> => {
    // The rules bring a library along that the first paint can do without.
    return async (...asked) => (await import('./draft-rules.ts')).draftResolver(() => latest.current, isUpdate)(...asked);
  });
  const [defaultValues] = useState(() => draftOf(source));
  const form = useForm<ConnectorDraft>({ defaultValues, resolver, mode: 'onTouched', shouldFocusError: false });
  const live = useSettledDraft(form);
  const settled = useFollowing(live);
  const [text, setText] = useState<string>();
  const [broken, setBroken] = useState<BrokenJson>();

  const fill = useCallback(
    (body: JsonObject) => {
      latest.current = body;
      setSource(body);
      form.reset(draftOf(body), { keepErrors: true, keepTouched: true });
    },
    [form],
  );
  const masked = useRef<readonly DraftRow[]>([]); // what the masks of the text stand for
  const { write, settleText, forget } = useSettledText((next) => {
    try {
      fill(unmaskedBody(bodyOfText(next), masked.current));
      setBroken(undefined);
      return undefined;
    } catch (thrown) {
      const found = brokenJson(thrown);
      setBroken(found);
      return found;
    }
  });
  const currentBody = useCallback(() => {
    settleText();
    return bodyOfForm(form.getValues(), latest.current);
  }, [form, settleText]);
  const writeText = useCallback(
    (next: string) => {
      setText(next);
      write(next);
    },
    [write],
  );
  const replace = useCallback(
    (body: JsonObject) => {
      forget();
      fill(body);
      masked.current = form.getValues('credential');
      setBroken(undefined);
      setText((before) => (before === undefined ? undefined : textOfBody(maskedBody(body, storedKeys))));
    },
    [form, fill, forget, storedKeys],
  );
  const showText = useCallback(() => {
    if (broken) return;
    masked.current = form.getValues('credential');
    setText(textOfBody(maskedBody(currentBody(), storedKeys)));
  }, [broken, form, currentBody, storedKeys]);
  const settledBody = useMemo(() => bodyOfForm(settled, source), [settled, source]);
  return { form, source, live, settled, settledBody, currentBody, replace, text, writeText, settleText, showText, broken };
}

/** Text is read when the typing pauses, or as soon as somebody needs what it says. @param read says why it cannot be read */
function useSettledText(read: (text: string) => BrokenJson | undefined) {
  const readLatest = useLatest(read);
  const waiting = useRef<{ text: string; timer: ReturnType<typeof setTimeout> }>(undefined);
  const fault = useRef<BrokenJson>(undefined);
  return useMemo(() => {
    const forget = () => {
      clearTimeout(waiting.current?.timer);
      waiting.current = undefined;
      fault.current = undefined;
    };
    /** Why the text cannot be read as it is now. */
    const settleText = () => {
      const text = waiting.current?.text;
      if (text === undefined) return fault.current;
      forget();
      fault.current = readLatest(text);
      return fault.current;
    };
    const write = (text: string) => {
      clearTimeout(waiting.current?.timer);
      waiting.current = { text, timer: setTimeout(settleText, pause) };
    };
    return { write, settleText, forget };
  }, [readLatest]);
}

/** A value one drawing later: what is looked at first is drawn first. */
function useFollowing<Value>(value: Value): Value {
  const [following, setFollowing] = useState(value);
  useEffect(() => startTransition(() => setFollowing(value)), [value]);
  return following;
}

function useSettledDraft(form: UseFormReturn<ConnectorDraft>): ConnectorDraft {
  const [settled, setSettled] = useState(() => form.getValues());
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = form.subscribe({
      formState: { values: true },
      callback: ({ values }) => {
        clearTimeout(timer);
        // What follows the draft is drawn in pieces, between which the next key comes through.
        timer = setTimeout(() => startTransition(() => setSettled(structuredClone(values))), pause);
      },
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [form]);
  return settled;
}
