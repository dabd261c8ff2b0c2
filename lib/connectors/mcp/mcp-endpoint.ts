import { isMcpProtocol } from '../build-connector.ts';

/** The parameter that says where under `url` an MCP server answers, and its value. */
export function endpointOf(protocol: string, parameters: Readonly<Record<string, string>>): { name: string; value: string } {
  if (!isMcpProtocol(protocol)) throw new Error(`${protocol} has no endpoint`);
  const [name, usual] = protocol === 'mcp_sse' ? (['sse_endpoint', '/sse'] as const) : (['endpoint', '/mcp/'] as const);
  return { name, value: Object.hasOwn(parameters, name) ? (parameters[name] ?? usual) : usual };
}
