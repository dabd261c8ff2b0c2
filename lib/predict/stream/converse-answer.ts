import type { Json, JsonObject } from '#lib/json/json.ts';

export type ToolUse = { name: string; toolUseId: string /** JSON. */; input: Json };

/** The answer of a Converse stream as one, in the shape of an answer that was not streamed (predict.md §15.2). */
export function converseAnswer(
  text: string | null,
  { tool, usage }: { tool?: ToolUse | undefined; usage?: Json | undefined } = {},
): JsonObject {
  const parts: Json[] = tool ? [] : [object({ text: text ?? '' })];
  if (tool) {
    if (text) parts.push(object({ text }));
    parts.push(object({ toolUse: object({ name: tool.name, input: tool.input, toolUseId: tool.toolUseId }) }));
  }
  return object({
    output: object({ message: object({ content: parts }) }),
    stopReason: tool ? 'tool_use' : 'end_turn',
    ...(usage !== undefined && usage !== null && { usage }),
  });
}

const object = (members: Record<string, Json>): JsonObject => new Map(Object.entries(members));
