import { StudioError } from '#lib/errors.ts';
import type { SettingReads } from '../ports.ts';

/** @throws StudioError 500, as ML Commons answers, while MCP connectors are switched off */
export async function assertMcpOn(settings: Pick<SettingReads, 'flag'>): Promise<void> {
  if (await settings.flag('mcp_connector_enabled')) return;
  const setting = 'plugins.ml_commons.mcp_connector_enabled';
  throw new StudioError('exception', 500, `The MCP connector is not enabled. To enable, please update the setting ${setting}`);
}
