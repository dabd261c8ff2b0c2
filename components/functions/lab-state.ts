'use client';
import { useEffect, useMemo, useState } from 'react';
import { useLastDone, useRunScript } from '#components/connectors/use-run-script.ts';
import { formatJson } from '#components/ui/json-text.ts';
import type { BlueprintExample } from '#lib/blueprints/blueprint.ts';
import { functionMisfit } from '#lib/functions/function-hints.ts';
import { sampleAnswer } from '#lib/functions/function-mapping.ts';
import { postProcessFunctions } from '#lib/functions/post-process.ts';
import { type TriedFunction, tryPostProcess, tryPreProcess } from '#lib/functions/try-function.ts';
import type { FunctionKind } from './function-options.ts';

export type LabSample = { algorithm: string; body: string };

/** What the lab begins with. */
export type LabStart = {
  kind: FunctionKind;
  values: Readonly<Record<FunctionKind, string>>;
  /** Of the action, with saved parameters filled in. */
  url: string;
  parameters: Readonly<Record<string, string>>;
  sample: LabSample;
  examples: readonly BlueprintExample[];
};

const pause = 250; // milliseconds after the last key until a script runs

/** Scripts run when the typing pauses. */
function useSettled<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), pause);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

/** An answer to begin with: that of an example, else one that the function can read. */
export function answerFor(text: string, example: BlueprintExample | undefined): string {
  if (example) return JSON.stringify(example.recorded, null, 2);
  const entry = postProcessFunctions.get(text);
  return entry ? formatJson(sampleAnswer(entry)) : '{\n  "choices": [{ "message": { "role": "assistant", "content": "Hello." } }]\n}';
}

/** The lab: a direction, a text for each, what goes in, and what came out of it. */
export function useLab(start: LabStart) {
  const [kind, setKind] = useState(start.kind);
  const [texts, setTexts] = useState(start.values);
  const [title, setTitle] = useState(start.examples[0]?.title);
  const [sample, setSample] = useState(start.sample);
  const [typedAnswer, setAnswer] = useState<string>();
  const example = start.examples.find((one) => one.title === title);
  const text = texts[kind];
  const answer = typedAnswer ?? answerFor(texts.post_process_function, example);
  const job = useMemo(() => ({ kind, text, sample, answer }), [kind, text, sample, answer]);
  const settled = useSettled(job);
  const runScript = useRunScript();
  const tried = useMemo(
    (): TriedFunction =>
      settled.kind === 'pre_process_function'
        ? tryPreProcess(settled.text, settled.sample, start.parameters, runScript)
        : tryPostProcess(settled.text, settled.answer, start.parameters, runScript),
    [settled, start.parameters, runScript],
  );
  const isWaiting = tried.kind === 'failed' && tried.isPending === true;
  const result = useLastDone(tried, isWaiting);
  const choose = (next: string | undefined) => {
    setTitle(next);
    setAnswer(undefined);
    const chosen = start.examples.find((one) => one.title === next);
    setSample(chosen ? { algorithm: chosen.algorithm ?? 'remote', body: JSON.stringify(chosen.input, null, 2) } : start.sample);
  };
  return {
    kind,
    setKind,
    text,
    setText: (next: string) => setTexts({ ...texts, [kind]: next }),
    isChanged: text !== start.values[kind],
    example,
    choose,
    sample,
    setSample,
    answer,
    setAnswer,
    result,
    isRunning: settled !== job || isWaiting,
    misfit: functionMisfit(kind, text, start.url),
  };
}

export type Lab = ReturnType<typeof useLab>;
