import { isStudioError, type StudioError, statusError } from '#lib/errors.ts';
import type { Json } from '#lib/json/json.ts';
import { parseJson } from '#lib/json/read-json.ts';
import { remoteError, throttled } from '../handle-response.ts';
import { converseAnswer, type ToolUse } from './converse-answer.ts';
import { objectOf, parseObject, textOf } from './parse-object.ts';
import { brokenOff } from './sse-failure.ts';
import type { MakeReader, StreamReader, TextMask } from './stream-reader.ts';
import { contentTensor, type StreamTensor } from './stream-tensor.ts';
import type { UpstreamEvent } from './upstream-event.ts';

/** Reads the events of Bedrock's ConverseStream (predict.md §15.2). */
export const makeConverseReader: MakeReader = (mask) => new ConverseReader(mask(), mask());

/** Statuses of the failures that Bedrock sends as an event. */
const statuses = new Map([
  ['validationException', 400],
  ['throttlingException', 429],
  ['serviceUnavailableException', 503],
  ['modelStreamErrorException', 424],
]);

class ConverseReader implements StreamReader {
  private readonly content: TextMask;
  private readonly fragments: TextMask;
  private text = '';
  private tool: { name: string; toolUseId: string; input: string } | undefined;
  /** Only the first tool of a message is kept; of another one nothing is shown either. */
  private isInFirstTool = false;
  private counted: Json | undefined;
  private countedText: string | undefined;
  private hasStopped = false;
  private isDone = false;

  constructor(content: TextMask, fragments: TextMask) {
    this.content = content;
    this.fragments = fragments;
  }

  read({ name, data }: UpstreamEvent): StreamTensor[] {
    const payload = parseObject(data) ?? {};
    switch (name) {
      case 'contentBlockStart':
        this.startBlock(objectOf(objectOf(payload.start)?.toolUse));
        return [];
      case 'contentBlockDelta':
        return this.delta(objectOf(payload.delta));
      case 'messageStop':
        this.hasStopped = true;
        return [];
      case 'metadata':
        this.count(data);
        return [];
      default:
        if (/(Exception|Error)$/.test(name)) throw failureOf(name, payload);
        return [];
    }
  }

  private startBlock(use: ReturnType<typeof objectOf>): void {
    this.isInFirstTool = use !== undefined && !this.tool;
    if (this.isInFirstTool) this.tool = { name: textOf(use?.name) ?? '', toolUseId: textOf(use?.toolUseId) ?? '', input: '' };
  }

  private delta(delta: ReturnType<typeof objectOf>): StreamTensor[] {
    const text = textOf(delta?.text);
    if (text) return this.say(this.content.push(text));
    const fragment = textOf(objectOf(delta?.toolUse)?.input);
    if (!fragment || !this.tool || !this.isInFirstTool) return [];
    return this.collect(this.fragments.push(fragment));
  }

  private say(text: string): StreamTensor[] {
    this.text += text;
    return text === '' ? [] : [contentTensor(text)];
  }

  private collect(fragment: string): StreamTensor[] {
    if (this.tool) this.tool.input += fragment;
    return fragment === '' ? [] : [contentTensor(fragment)];
  }

  private count(data: string): void {
    const metadata = readJsonOr(data, null);
    const usage = metadata instanceof Map ? metadata.get('usage') : undefined;
    if (usage === undefined) return;
    this.counted = usage;
    this.countedText = data;
  }

  /** Usage comes after the message has stopped, so the answer is complete only when the stream ends. */
  end(): StreamTensor[] {
    if (this.isDone) return [];
    if (!this.hasStopped) throw brokenOff();
    this.isDone = true;
    const rest = [...this.say(this.content.end()), ...this.collect(this.fragments.end())];
    return this.tool ? [...rest, this.whole()] : [...rest, contentTensor('', true)];
  }

  isComplete = () => this.isDone;
  usage = () => this.countedText;

  whole(): StreamTensor {
    const { tool } = this;
    const used: ToolUse | undefined = tool && { ...tool, input: readJsonOr(tool.input, new Map()) };
    return { name: 'response', dataAsMap: converseAnswer(this.text, { tool: used, usage: this.counted }) };
  }
}

function readJsonOr(text: string, otherwise: Json): Json {
  if (text.trim() === '') return otherwise;
  try {
    return parseJson(text);
  } catch (thrown) {
    if (!isStudioError(thrown)) throw thrown;
    return otherwise;
  }
}

function failureOf(name: string, payload: { [name: string]: unknown }): StudioError {
  const message = textOf(payload.message) ?? textOf(payload.Message) ?? name;
  const status = statuses.get(name) ?? 500;
  return status === 429 || /throttl|too many requests|rate exceeded/i.test(message)
    ? throttled(429)
    : statusError(status, remoteError(message));
}
