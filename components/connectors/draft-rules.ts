import { type FieldErrors, type Resolver, set } from 'react-hook-form';
import { unsetNames } from '#lib/connectors/credential-rules.ts';
import { ConnectorInput, ConnectorPatch } from '#lib/connectors/schema.ts';
import type { JsonObject } from '#lib/json/json.ts';
import { writeJson } from '#lib/json/write-json.ts';
import { bodyOf, type ConnectorDraft, type DraftRow } from './connector-draft.ts';
import { type DraftProblem, placeOf, sectionOf, sections } from './draft-places.ts';

const harmful = ['__proto__', 'constructor', 'prototype'];

/** What only a form can get wrong: a row without a name, and a name that is there twice. */
function rowProblems(rows: readonly DraftRow[], place: string, what: string): DraftProblem[] {
  const seen = new Set<string>();
  return rows.flatMap(({ name, value }, index) => {
    const isRepeat = name !== '' && seen.has(name);
    seen.add(name);
    if (isRepeat) return [{ place: `${place}.${index}.name`, message: `There is another ${what} called ${name}.` }];
    if (name === '' && value !== '') return [{ place: `${place}.${index}.name`, message: `Name this ${what}.` }];
    return harmful.includes(name) ? [{ place: `${place}.${index}.name`, message: `A ${what} cannot be called ${name}.` }] : [];
  });
}

/**
 * What is wrong with a draft before it is sent, in the order of the form: the rules of the shared schema and those of rows. Empty credentials are no problem here:
 * a connector may be saved, and tried on the mock, before its key is known.
 */
export function draftProblems(draft: ConnectorDraft, source: JsonObject, isUpdate: boolean): DraftProblem[] {
  const body: unknown = JSON.parse(writeJson(bodyOf(inUpperCase(draft), source)));
  const { error } = (isUpdate ? ConnectorPatch : ConnectorInput).safeParse(body);
  const issues = (error?.issues ?? []).map(({ path, message }) => ({ place: placeOf(path.join('.'), draft), message }));
  const found = [
    ...rowProblems(draft.credential, 'credential', 'credential'),
    ...rowProblems(draft.parameters, 'parameters', 'parameter'),
    ...draft.actions.flatMap(({ headers }, index) => rowProblems(headers, `actions.${index}.headers`, 'header')),
    ...(isUpdate || draft.credential.some(({ name }) => name !== '')
      ? []
      : [{ place: 'credential', message: 'A connector needs at least one credential.' }]),
    ...issues.map(inPlainWords),
  ];
  return found.sort((one, other) => sections.indexOf(sectionOf(one.place)) - sections.indexOf(sectionOf(other.place)));
}

/** The server takes action types in any case; the body keeps the spelling that it came with, so the draft is asked instead. */
const inUpperCase = (draft: ConnectorDraft): ConnectorDraft => ({
  ...draft,
  actions: draft.actions.map((action) => ({ ...action, source: -1, action_type: action.action_type.toUpperCase() })),
});

/** The schema's word for a member that is not there says nothing to a person. */
const inPlainWords = ({ place, message }: DraftProblem): DraftProblem => ({
  place,
  message: /^Invalid input: expected .*, received undefined$/.test(message) ? 'Fill this in.' : message,
});

/** Credentials that count as not set although they are in the draft (threats.md C-20). */
export const emptyCredentials = (rows: readonly DraftRow[]): string[] =>
  unsetNames(Object.fromEntries(rows.map(({ name, value }) => [name, value])));

/** The rules as react-hook-form asks for them. */
export function draftResolver(source: () => JsonObject, isUpdate: boolean): Resolver<ConnectorDraft> {
  return (values) => {
    const problems = draftProblems(values, source(), isUpdate);
    if (problems.length === 0) return { values, errors: {} };
    const errors: FieldErrors<ConnectorDraft> = {};
    // The first problem of a place is the one to mend first, so it is written last.
    for (const { place, message } of problems.toReversed())
      set(errors, isSection(place) ? `${place}.root` : place || 'root', { type: 'rule', message });
    return { values: {}, errors };
  };
}

/** Rows as a whole: their error stands beside those of the rows. */
const isSection = (place: string) => /^(credential|parameters|client_config|actions|actions\.\d+\.headers)$/.test(place);
