import { statusError } from '#lib/errors.ts';
import { isObject, type JsonObject } from '#lib/json/json.ts';
import { writeJson } from '#lib/json/write-json.ts';
import type { Transport } from './transport.ts';

/** As ML Commons prints it; `input_schema` is JSON as a text. What a server does not say is absent. */
export type McpTool = { name: string; type: 'McpSseTool' | 'McpStreamableHttpTool'; description?: string; input_schema?: string };

const mostPages = 100;
const mostTools = 1000;
/** Characters of all descriptions and schemas. */
const longestTools = 4 * 1024 * 1024;

/**
 * Introduces the studio to an MCP server and reads its tools, page by page.
 * @throws StudioError as the transport does; 502 for more than can be taken in
 */
export async function readTools(transport: Transport, type: McpTool['type']): Promise<McpTool[]> {
  await transport.open();
  const clientInfo = { name: 'ml-connector-studio', version: '1' };
  const greeting = await transport.ask('initialize', { protocolVersion: transport.version, capabilities: {}, clientInfo });
  const version = greeting.get('protocolVersion');
  if (typeof version === 'string') transport.agreed(version);
  await transport.notify('notifications/initialized');
  const tools: McpTool[] = [];
  let length = 0;
  let cursor: string | undefined;
  for (let page = 0; page < mostPages; page++) {
    const result = await transport.ask('tools/list', cursor === undefined ? {} : { cursor });
    for (const tool of toolsOn(result, type)) {
      length += tool.name.length + (tool.description?.length ?? 0) + (tool.input_schema?.length ?? 0);
      tools.push(tool);
    }
    if (tools.length > mostTools || length > longestTools) break;
    const next = result.get('nextCursor');
    if (typeof next !== 'string' || next === '') return tools;
    cursor = next;
  }
  throw statusError(502, `The MCP server has more than ${mostTools} tools, or describes them in more than 4 MiB or ${mostPages} pages`);
}

function toolsOn(result: JsonObject, type: McpTool['type']): McpTool[] {
  const listed = result.get('tools');
  if (!Array.isArray(listed)) throw statusError(502, 'The MCP server answered tools/list without a list of tools');
  return listed.filter(isObject).flatMap((tool) => {
    const [name, description, schema] = [tool.get('name'), tool.get('description'), tool.get('inputSchema')];
    if (typeof name !== 'string') return [];
    return [
      {
        name,
        type,
        ...(typeof description === 'string' && { description }),
        ...(isObject(schema) && { input_schema: writeJson(schema) }),
      },
    ];
  });
}
