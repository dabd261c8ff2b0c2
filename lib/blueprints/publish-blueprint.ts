import { operation } from '#lib/access/operation.ts';
import type { Precondition } from '#lib/connectors/precondition.ts';
import { illegalArgument, statusError } from '#lib/errors.ts';
import { assertMayChange, readOnly } from './blueprint-access.ts';
import { type BlueprintCheckPorts, checkWithExamples } from './check-examples.ts';
import { present } from './get-blueprint.ts';
import { builtIn } from './look-up.ts';
import type { BlueprintPorts } from './ports.ts';
import { change } from './write-blueprints.ts';

export type Publication = { id: string; note: string; precondition: Precondition; signal: AbortSignal };

/**
 * Freezes the draft as the next version, for everyone who may see the blueprint.
 * @throws StudioError 400 with a field for each error that the checks find, or when nothing changed; 403, 404, 409
 */
export const publishBlueprint = operation(
  'blueprint.update',
  async (caller, { id, note, precondition, signal }: Publication, ports: BlueprintPorts & BlueprintCheckPorts) => {
    if (builtIn(id)) throw readOnly();
    const draft = ports.blueprints.find(id);
    assertMayChange(caller, id, draft);
    if (!draft.has_draft) throw illegalArgument(`Nothing has changed since version ${draft.version}.`);
    const problems = await checkWithExamples(caller, draft.draft, signal, ports);
    const fields = problems.filter(({ severity }) => severity === 'error').map(({ path, message }) => ({ path, message }));
    const [first] = fields;
    if (first) throw illegalArgument(`${first.path}: ${first.message}`, { fields });
    const published = await change(caller, { id, precondition }, ports, async (stored, { blueprints }) => {
      if (stored.seq_no !== draft.seq_no) throw statusError(409, 'The draft changed while it was being checked. Look at it again.');
      const version = stored.last_version + 1;
      const at = ports.now();
      await blueprints.freeze(id, { version, at, by: caller.username, note, blueprint: stored.draft });
      const about = { has_draft: false, updated_time: at, updated_by: caller.username };
      return blueprints.replace({ ...stored, ...about, version, last_version: version });
    });
    const { version } = published;
    return present(caller, { blueprint: published.draft, version, shown: 'published', stored: published }, ports);
  },
);
