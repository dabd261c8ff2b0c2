import { illegalArgument } from '#lib/errors.ts';
import { findPlaceholders } from '#lib/template/find-placeholders.ts';
import type { ConnectorAction } from './connector.ts';

/** Headers that decide about identity or routing: a caller's parameter may not reach them (connector-model.md §6.2). */
const guardedHeaders = new Set([
  'authorization',
  'proxy-authorization',
  'cookie',
  'x-api-key',
  'x-auth-token',
  'x-auth-header',
  'x-forwarded-for',
  'x-real-ip',
  'x-client-ip',
  'cf-connecting-ip',
  'true-client-ip',
  'x-originating-ip',
  'host',
  'x-forwarded-host',
  'x-forwarded-server',
  'forwarded',
]);

const isMcp = (protocol: string | undefined) => protocol?.toLowerCase().startsWith('mcp_') ?? false;

/** The rule that one header breaks, in ML Commons' words. */
export function headerProblem(name: string, value: string, protocol: string | undefined): string | undefined {
  if (findPlaceholders(value, 'parameters').length === 0) return undefined;
  if (isMcp(protocol)) return `Header '${name}' cannot use \${parameters.*} placeholders in MCP connectors.`;
  return guardedHeaders.has(name.toLowerCase())
    ? `Header '${name}' cannot use \${parameters.*} placeholders for security reasons. Use \${credential.*} instead.`
    : undefined;
}

/** @throws StudioError 400 for the first header that takes a caller's parameter where it must not */
export function assertHeaderRules(actions: readonly ConnectorAction[] | undefined, protocol: string | undefined): void {
  for (const { headers = {} } of actions ?? []) {
    for (const [name, value] of Object.entries(headers)) {
      const problem = headerProblem(name, value, protocol);
      if (problem) throw illegalArgument(problem);
    }
  }
}
