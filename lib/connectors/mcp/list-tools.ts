import { operation } from '#lib/access/operation.ts';
import { illegalArgument, statusError } from '#lib/errors.ts';
import type { Executor, TrustPolicy } from '#lib/predict/ports.ts';
import type { TargetReads } from '#lib/predict/target.ts';
import { isMcpProtocol } from '../build-connector.ts';
import { getConnector } from '../get-connector.ts';
import type { ConnectorPorts } from '../ports.ts';
import { assertRemoteInferenceOn } from '../remote-inference.ts';
import { assertMcpOn } from './mcp-gate.ts';
import { type McpTool, readTools } from './read-tools.ts';
import { sse } from './sse.ts';
import { streamableHttp } from './streamable-http.ts';

export type ToolPorts = Pick<ConnectorPorts, 'connectors'> & {
  settings: ConnectorPorts['settings'] & { current(): { trustPolicy(): TrustPolicy } };
  targets: Pick<TargetReads, 'connector'>;
  executor: Pick<Executor, 'send' | 'stream'>;
  clock: { timeout(milliseconds: number): AbortSignal };
};

/** Milliseconds for the whole conversation. */
const longestTalk = 60_000;

/**
 * Asks an MCP server for its tools (rest-api.md §3.6). A call like any other: who may not send may not ask.
 * @throws StudioError 404, 403, 400 for a connector of another protocol, 500 while MCP connectors are off; as a prediction answers when
 *   the server does not, 502 for what is no MCP, 504 after a minute
 */
export const listTools = operation(
  'predict.send',
  async (
    caller,
    { connector_id, signal }: { connector_id: string; signal: AbortSignal },
    ports: ToolPorts,
  ): Promise<{ tools: McpTool[] }> => {
    await assertMcpOn(ports.settings);
    await assertRemoteInferenceOn(ports.settings);
    const { connector } = await getConnector(caller, { connector_id }, ports);
    const target = ports.targets.connector(connector_id);
    if (!isMcpProtocol(connector.protocol) || !target) {
      throw illegalArgument(`Connector with ID ${connector_id} is not of type McpConnector or McpStreamableHttpConnector`);
    }
    const late = ports.clock.timeout(longestTalk);
    const context = {
      target,
      trust: ports.settings.current().trustPolicy(),
      executor: ports.executor,
      signal: AbortSignal.any([signal, late]),
    };
    const [transport, type] =
      connector.protocol === 'mcp_sse'
        ? ([sse(context), 'McpSseTool'] as const)
        : ([streamableHttp(context), 'McpStreamableHttpTool'] as const);
    try {
      return { tools: await readTools(transport, type) };
    } catch (cause) {
      if (signal.aborted) throw statusError(499, 'The client closed the request', { cause });
      if (late.aborted) throw statusError(504, `The MCP server did not answer within ${longestTalk / 1000} s`, { cause });
      throw cause;
    } finally {
      await transport.close();
    }
  },
);
