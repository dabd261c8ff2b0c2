import { isStudioError } from '#lib/errors.ts';
import { findPlaceholders } from '#lib/template/find-placeholders.ts';
import type { ReadFields } from '../complete-input.ts';
import { mcpAddress } from '../mcp/mcp-address.ts';
import { endpointOf } from '../mcp/mcp-endpoint.ts';
import type { Facts } from './facts.ts';
import { type Problem, problem } from './problem.ts';

/** What only MCP connectors can have wrong (connector-model.md §3.2). */
export function checkMcp({ fields, isMcp, surroundings }: Facts): Problem[] {
  const { protocol = '', url = '', parameters = {} } = fields;
  if (!isMcp) return [];
  const judge = (address: string) => surroundings?.addresses.judge(address) ?? { allowed: true as const };
  const found = [...(surroundings ? checkGate(protocol, surroundings.isMcpOn) : []), ...checkHeaders(fields)];
  const { name, value } = endpointOf(protocol, parameters);
  const path = Object.hasOwn(parameters, name) ? `parameters.${name}` : 'url';
  try {
    const verdict = url.trim() === '' || !judge(url).allowed ? undefined : judge(mcpAddress(url, value));
    if (verdict && !verdict.allowed) found.push(problem('warning', path, `Its tools cannot be listed: ${verdict.reason}`));
  } catch (thrown) {
    if (!isStudioError(thrown)) throw thrown;
    found.push(problem('error', path, thrown.message));
  }
  return found;
}

function checkGate(protocol: string, isOn: boolean): Problem[] {
  if (isOn) return [];
  const setting = 'plugins.ml_commons.mcp_connector_enabled';
  return protocol === 'mcp_sse'
    ? [problem('error', 'protocol', `The MCP connector is not enabled. To enable, please update the setting ${setting}`)]
    : [problem('warning', 'protocol', `Its tools cannot be listed while the setting ${setting} is false.`)];
}

function checkHeaders({ headers = {} }: ReadFields): Problem[] {
  const open = Object.entries(headers).filter(([, value]) => findPlaceholders(value, 'parameters').length > 0);
  return open.map(([name]) =>
    problem('warning', `headers.${name}`, '${parameters.*} is not filled in headers of MCP connectors. It is sent as it stands.'),
  );
}
