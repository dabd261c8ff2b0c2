import type { ConnectorDraft, DraftRow } from './connector-draft.ts';

/** What is wrong with a draft: `place` is a field of the form (`parameters.2.value`), or a section, or empty for the whole. */
export type DraftProblem = { place: string; message: string };

const rowMembers = ['parameters', 'credential', 'client_config'] as const;

/**
 * The field of the form for a place in the body.
 * @param path names and numbers with dots between, as the server and the schema tell them: `parameters.model`, `actions.0.headers.Accept`
 * @returns `parameters.2.value`, `actions.0.headers.1.value`; the section when there is no such row
 */
export function placeOf(path: string, draft: ConnectorDraft): string {
  const [member = '', ...rest] = path.split('.');
  const rows = rowMembers.find((name) => name === member);
  if (rows) return rowPlace(rows, draft[rows], rest.join('.'));
  if (member === 'access') return 'access_mode';
  if (member !== 'actions' || rest.length < 2) return path;
  const [index = '', name = '', ...header] = rest;
  if (name !== 'headers') return `actions.${index}.${name}`;
  return rowPlace(`actions.${index}.headers`, draft.actions[Number(index)]?.headers ?? [], header.join('.'));
}

function rowPlace(rows: string, given: readonly DraftRow[], name: string): string {
  const index = given.findIndex((row) => row.name === name);
  return name === '' || index < 0 ? rows : `${rows}.${index}.value`;
}

/** The place in the body that a field edits: the other way round. */
export function pathOf(place: string, draft: ConnectorDraft): string {
  const [member = '', index = '', ...rest] = place.split('.');
  const rows = rowMembers.find((name) => name === member);
  if (rows) return [member, draft[rows][Number(index)]?.name].filter(Boolean).join('.');
  if (member !== 'actions' || rest[0] !== 'headers') return place;
  return [member, index, 'headers', draft.actions[Number(index)]?.headers[Number(rest[1])]?.name].filter(Boolean).join('.');
}

export const sections = ['basics', 'credential', 'parameters', 'actions', 'client_settings', 'access'] as const;
export type Section = (typeof sections)[number];

/** The section of the form that a place belongs to. */
export function sectionOf(place: string): Section {
  const [member = ''] = place.split('.');
  switch (member) {
    case 'credential':
    case 'parameters':
    case 'actions':
      return member;
    case 'client_config':
      return 'client_settings';
    case 'access_mode':
    case 'backend_roles':
    case 'add_all_backend_roles':
      return 'access';
    default:
      return 'basics';
  }
}

const words: Readonly<Record<string, string>> = {
  name: 'Name',
  description: 'Description',
  version: 'Version',
  connector_id: 'Id',
  protocol: 'Protocol',
  credential: 'Credential',
  parameters: 'Parameters',
  actions: 'Actions',
  client_config: 'Client settings',
  access_mode: 'Access',
  backend_roles: 'Backend roles',
  action_type: 'Type',
  method: 'Method',
  url: 'URL',
  headers: 'Headers',
  request_body: 'Request body',
  pre_process_function: 'Pre-process function',
  post_process_function: 'Post-process function',
};

/** A place in the words of the form: *Action 1, URL*; *Parameter model*. */
export function labelOf(place: string, draft: ConnectorDraft): string {
  const [member = '', ...rest] = pathOf(place, draft).split('.');
  const word = words[member] ?? member;
  if (rest.length === 0) return word;
  if (member === 'parameters') return `Parameter ${rest.join('.')}`;
  if (member === 'client_config') return `${word}, ${rest.join('.')}`;
  if (member !== 'actions') return `${word} ${rest.join('.')}`;
  const [index = '', name, ...header] = rest;
  const action = `Action ${Number(index) + 1}`;
  if (!name) return action;
  if (name === 'name') return `${action}, name`;
  if (name === 'headers' && header.length > 0) return `${action}, header ${header.join('.')}`;
  return `${action}, ${words[name] ?? name}`;
}
