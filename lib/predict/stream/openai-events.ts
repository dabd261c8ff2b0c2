import { statusError } from '#lib/errors.ts';
import type { Json, JsonObject } from '#lib/json/json.ts';
import { writeJson } from '#lib/json/write-json.ts';
import { remoteError } from '../handle-response.ts';
import { objectOf, parseObject, textOf } from './parse-object.ts';
import { brokenOff } from './sse-failure.ts';
import type { MakeReader, StreamReader, TextMask } from './stream-reader.ts';
import { contentTensor, type StreamTensor } from './stream-tensor.ts';

type ToolCall = { id: string; name: string; arguments: string };
type Loose = NonNullable<ReturnType<typeof objectOf>>;

/** Reads the events of OpenAI's chat completions, and of the many services that speak the same (predict.md §15.1). */
export const makeOpenAiReader: MakeReader = (makeMask) => new OpenAiReader(makeMask);

class OpenAiReader implements StreamReader {
  private readonly makeMask: () => TextMask;
  private readonly content: TextMask;
  private fragments: TextMask;
  private tool: ToolCall | undefined;
  private toolAnswer: JsonObject | undefined;
  private text = '';
  private counted: string | undefined;
  private isDone = false;
  /** The service has said why it stops, so an end of the stream is no accident. */
  private isFinished = false;

  constructor(makeMask: () => TextMask) {
    this.makeMask = makeMask;
    this.content = makeMask();
    this.fragments = makeMask();
  }

  read({ data }: Parameters<StreamReader['read']>[0]): StreamTensor[] {
    if (data === '[DONE]') return this.complete();
    const event = parseObject(data);
    if (!event) return [];
    if (event.usage) this.counted = data;
    if (this.isDone) return [];
    const choice = Array.isArray(event.choices) ? objectOf(event.choices[0]) : undefined;
    if (!choice) {
      if (event.error) throw statusError(502, remoteError(data)); // after a good status, in the stream itself
      return [];
    }
    if (textOf(choice.finish_reason)) this.isFinished = true;
    if (choice.finish_reason === 'stop') return this.complete();
    return [...this.pieces(objectOf(choice.delta)), ...(choice.finish_reason === 'tool_calls' ? this.calledTool() : [])];
  }

  private pieces(delta: Loose | undefined): StreamTensor[] {
    if (!delta) return [];
    const pieces: StreamTensor[] = [];
    const content = textOf(delta.content);
    if (content) pieces.push(...this.say(this.content.push(content)));
    if (Array.isArray(delta.tool_calls) && delta.tool_calls.length > 0) {
      pieces.push(...this.say(this.content.end()), contentTensor(JSON.stringify(delta.tool_calls.map((call) => this.collect(call)))));
    }
    return pieces;
  }

  private say(text: string): StreamTensor[] {
    this.text += text;
    return text === '' ? [] : [contentTensor(text)];
  }

  /** A piece of a call: a name begins one, arguments come in fragments. Only the call seen last is kept. */
  private collect(given: unknown): unknown {
    const call = objectOf(given);
    const called = objectOf(call?.function);
    if (!call || !called) return given;
    const id = textOf(call.id);
    const name = textOf(called.name);
    if (!this.tool || id) {
      this.tool = { id: id ?? '', name: name ?? '', arguments: '' };
      this.fragments = this.makeMask();
    } else if (name) this.tool.name = name;
    const fragment = textOf(called.arguments);
    if (fragment === undefined) return given;
    const shown = this.fragments.push(fragment);
    this.tool.arguments += shown;
    return { ...call, function: { ...called, arguments: shown } };
  }

  private calledTool(): StreamTensor[] {
    if (!this.tool) return [];
    const { id, name, arguments: collected } = this.tool;
    const all = collected + this.fragments.end();
    const call = mapOf({ id, type: 'function', function: mapOf({ name, arguments: all === '' ? '{}' : all }) });
    this.toolAnswer = mapOf({ choices: [mapOf({ message: mapOf({ tool_calls: [call] }), finish_reason: 'tool_calls' })] });
    this.tool = undefined;
    this.isDone = true;
    return [...this.say(this.content.end()), contentTensor(writeJson(this.toolAnswer)), { name: 'response', dataAsMap: this.toolAnswer }];
  }

  private complete(): StreamTensor[] {
    if (this.isDone) return [];
    this.isDone = true;
    return [...this.say(this.content.end()), contentTensor('', true)];
  }

  end(): StreamTensor[] {
    if (this.isDone) return [];
    if (!this.isFinished) throw brokenOff();
    return this.complete();
  }

  isComplete = () => this.isDone;
  usage = () => this.counted;
  whole = () => (this.toolAnswer ? { name: 'response', dataAsMap: this.toolAnswer } : contentTensor(this.text, true));
}

const mapOf = (members: Record<string, Json>): JsonObject => new Map(Object.entries(members));
