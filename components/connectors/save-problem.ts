import { isStudioError } from '#lib/errors.ts';
import type { ConnectorDraft } from './connector-draft.ts';
import { type DraftProblem, placeOf } from './draft-places.ts';

/** Texts of the server that are about one field, and where that is. */
const places: readonly [RegExp, (draft: ConnectorDraft, match: RegExpExecArray) => string][] = [
  [/^connector id /, () => 'connector_id'],
  [/Model connector name/, () => 'name'],
  [/Model connector description/, () => 'description'],
  [/^Missing credential/, () => 'credential'],
  [/^Connector credential/, () => 'credential'],
  [/^Changing the endpoint requires re-entering the credential/, () => 'credential'],
  [/^Missing (service name|region)/, (draft, [, what = '']) => placeOf(`parameters.${what.replace(' ', '_')}`, draft)],
  [/^Parameter name \[/, () => 'parameters'],
  [/^Credential (name )?\[/, () => 'credential'],
  [/^Header '(.*?)' cannot/, (draft, [, header = '']) => headerPlace(draft, header)],
  [/^(Connector URL is not matching|Trusted connector endpoints regex|Trusted pattern does not fix)/, () => 'actions.0.url'],
  [/^url can't be null/, () => 'actions.0.url'],
  [/^(Action name|name can't be one of)/, () => 'actions.0.name'],
  [/^No actions configured/, () => 'actions'],
  [/^You cannot specify connector access control/, () => 'access_mode'],
];

function headerPlace({ actions }: ConnectorDraft, header: string): string {
  for (const [index, { headers }] of actions.entries()) {
    const row = headers.findIndex(({ name }) => name === header);
    if (row >= 0) return `actions.${index}.headers.${row}.value`;
  }
  return 'actions';
}

/** A refusal of the server as problems of the form, in the server's words; the place is empty where no field is named. */
export function saveProblems(error: unknown, draft: ConnectorDraft): DraftProblem[] {
  if (!isStudioError(error)) return [{ place: '', message: 'Saving failed for a reason that nobody foresaw.' }];
  if (error.fields?.length) return error.fields.map(({ path, message }) => ({ place: placeOf(path, draft), message }));
  for (const [text, placeIn] of places) {
    const match = text.exec(error.message);
    if (match) return [{ place: placeIn(draft, match), message: error.message }];
  }
  return [{ place: '', message: error.message }];
}

/** Somebody else saved since the page was loaded. */
export const isConflict = (error: unknown): boolean => isStudioError(error) && error.type === 'version_conflict_engine_exception';

/** Models that are deployed on the connector hold it. */
export const isInUse = (error: unknown): boolean => isStudioError(error) && /models are still using this connector/.test(error.message);
