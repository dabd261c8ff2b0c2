import { operation } from '#lib/access/operation.ts';
import { mayRead } from '#lib/connectors/connector-access.ts';
import type { SettingReads } from '#lib/connectors/ports.ts';
import { findLines } from '#lib/search/find-lines.ts';
import { areModelsControlled } from './assert-model-open.ts';
import type { ModelLine, ModelLines } from './list-models.ts';
import { mayUseGroup } from './model-group-access.ts';

/** Models whose name or id holds what was typed, with the connector that they use where the caller may see it. */
export const findModels = operation(
  'model.read',
  async (
    caller,
    { q, most }: { q: string; most: number },
    { modelLines, settings }: { modelLines: ModelLines; settings: SettingReads },
  ) => {
    const isControlled = await settings.flag('connector_access_control_enabled');
    const isModelControlled = await areModelsControlled(settings);
    await modelLines.ready();
    const isOpen = ({ group }: Pick<ModelLine, 'group'>) => mayUseGroup(caller, group, isModelControlled);
    const ids = await findLines(modelLines, { q, most, isOpen, owner_id: undefined });
    const connectorOf = ({ connector }: ModelLine) => {
      if (!connector?.name) return undefined;
      const { access, backend_roles, owner_id, name } = connector;
      return mayRead(caller, { connector: { ...(access && { access }), backend_roles }, owner_id }, isControlled) ? name : undefined;
    };
    return ids.flatMap((id) => {
      const line = modelLines.row(id)?.line;
      const detail = line && connectorOf(line);
      return line ? [{ id, name: line.name, ...(detail && { detail }) }] : [];
    });
  },
);
