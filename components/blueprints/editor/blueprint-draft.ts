import type { Blueprint, BlueprintExample, BlueprintQuestion } from '#lib/blueprints/blueprint.ts';
import { blueprintOfConnector } from '#lib/blueprints/blueprint-of-connector.ts';
import { isStudioError } from '#lib/errors.ts';
import { isObject, type Json, type JsonObject } from '#lib/json/json.ts';
import { parseJson } from '#lib/json/read-json.ts';
import { writeJson } from '#lib/json/write-json.ts';
import { prettyValue } from '../pretty-value.ts';

/** A question as the form edits it: empty texts are absent members, and its default is the value of its parameter. */
export type EditedQuestion = {
  /** Stays the same while the question moves. */
  uid: number;
  key: string;
  label: string;
  help: string;
  type: BlueprintQuestion['type'];
  required: boolean;
  options: string[];
  pattern: string;
  example: string;
};

/** An example as the form edits it: its values as JSON text. */
export type EditedExample = {
  uid: number;
  title: string;
  algorithm: NonNullable<BlueprintExample['algorithm']>;
  input: string;
  recorded: string;
  expected: string;
};

export const mockNames = ['rate_limited', 'server_error'] as const;
export type MockName = (typeof mockNames)[number];

/** All of a blueprint but its connector, which has a form of its own. */
export type BlueprintDraft = {
  id: string;
  title: string;
  summary: string;
  provider: string;
  task: Blueprint['task'];
  docs_url: string;
  /** One a line. */
  notes: string;
  trusted_pattern: string;
  usage: { input: string; output: string; total: string };
  questions: EditedQuestion[];
  examples: EditedExample[];
  /** The provider's error answers, each as JSON text. */
  mock: Record<MockName, string>;
};

export const editedQuestion = (question: BlueprintQuestion, uid: number): EditedQuestion => ({
  uid,
  key: question.key,
  label: question.label,
  help: question.help ?? '',
  type: question.type,
  required: question.required,
  options: question.options ?? [],
  pattern: question.pattern ?? '',
  example: question.example ?? '',
});

export const editedExample = ({ title, algorithm, input, recorded, expected }: BlueprintExample, uid: number): EditedExample => ({
  uid,
  title,
  algorithm: algorithm ?? 'remote',
  input: prettyValue(input),
  recorded: prettyValue(recorded),
  expected: prettyValue(expected),
});

const textOf = (value: unknown) => (value === undefined ? '' : prettyValue(value));

export const nextUid = (edited: readonly { uid: number }[]) => Math.max(-1, ...edited.map(({ uid }) => uid)) + 1;

/** A blueprint as its form edits it. */
export function draftOfBlueprint(blueprint: Blueprint): BlueprintDraft {
  const { id, title, summary, provider, task, docs_url, notes, trusted_pattern, usage_path = {}, questions, examples, mock } = blueprint;
  return {
    id,
    title,
    summary,
    provider,
    task,
    docs_url,
    notes: notes.join('\n'),
    trusted_pattern,
    usage: { input: usage_path.input ?? '', output: usage_path.output ?? '', total: usage_path.total ?? '' },
    questions: questions.map(editedQuestion),
    examples: examples.map(editedExample),
    mock: { rate_limited: textOf(mock.rate_limited), server_error: textOf(mock.server_error) },
  };
}

const filled = <Member extends string>(members: Readonly<Record<Member, string>>): Partial<Record<Member, string>> =>
  Object.fromEntries(Object.entries(members).filter(([, text]) => text !== '')) as Partial<Record<Member, string>>; // as: fewer of the same

function questionOf(
  { uid: _, options, help, pattern, example, ...question }: EditedQuestion,
  parameters: Readonly<Record<string, string>>,
) {
  const name = question.key.replace(/^parameters\./, '');
  const isKnown = question.key.startsWith('parameters.') && Object.hasOwn(parameters, name);
  const { help: words } = filled({ help });
  return {
    key: question.key,
    label: question.label,
    ...(words && { help: words }),
    type: question.type,
    required: question.required,
    ...(isKnown && { default: parameters[name] }),
    ...(options.length > 0 && { options }),
    ...filled({ pattern, example }),
  };
}

export type BrokenText = { path: string; message: string };

/** @returns undefined, and a word about why, for a text that is no JSON; null for an empty one */
function jsonOf(text: string, path: string, broken: BrokenText[]): unknown {
  if (text.trim() === '') return null;
  try {
    return JSON.parse(writeJson(parseJson(text)));
  } catch (thrown) {
    if (!isStudioError(thrown)) throw thrown;
    broken.push({ path, message: `This is no JSON: ${thrown.message.replace(/\n at \[Source: [\s\S]*$/, '')}` });
    return undefined;
  }
}

const isRecord = (value: unknown): value is BlueprintExample['input'] =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function exampleOf({ title, algorithm, input, recorded, expected }: EditedExample, index: number, broken: BrokenText[]): BlueprintExample {
  const path = (member: string) => `examples.${index}.${member}`;
  const objectOf = (text: string, member: string) => {
    const value = jsonOf(text, path(member), broken);
    if (value !== null && value !== undefined && !isRecord(value)) broken.push({ path: path(member), message: 'This is no JSON object.' });
    return isRecord(value) ? value : {};
  };
  return {
    title,
    ...(algorithm !== 'remote' && { algorithm }),
    input: objectOf(input, 'input'),
    recorded: (jsonOf(recorded, path('recorded'), broken) ?? null) as BlueprintExample['recorded'], // as: what JSON text holds
    expected: objectOf(expected, 'expected'),
  };
}

/** What is no error answer is left to the server to name. */
function mockOf(mock: BlueprintDraft['mock'], broken: BrokenText[]): Blueprint['mock'] {
  const given = mockNames.filter((name) => mock[name].trim() !== '');
  // as: whether they are error answers is what the schema says
  return Object.fromEntries(given.map((name) => [name, jsonOf(mock[name], `mock.${name}`, broken)])) as Blueprint['mock'];
}

/** Members of an action that no form shows. */
const withHidden = (actions: Blueprint['connector']['actions'], body: JsonObject): Blueprint['connector']['actions'] => {
  const given = body.get('actions');
  return actions.map((action, index) => {
    const before: Json | undefined = Array.isArray(given) ? given[index] : undefined;
    const isStructured = isObject(before) && before.get('supports_structured_output') === true;
    return isStructured ? { ...action, supports_structured_output: true } : action;
  });
};

/**
 * The file that a draft stands for. What the schema would refuse is left to the server to name.
 * @param body of the connector, as its form has it; without a name it is called as the blueprint
 * @returns and what of its examples is no JSON
 */
export function blueprintOfDraft(draft: BlueprintDraft, body: JsonObject): { blueprint: Blueprint; broken: BrokenText[] } {
  const broken: BrokenText[] = [];
  const named = body.get('name') ? body : new Map(body).set('name', draft.title);
  const made = blueprintOfConnector(named);
  const connector = { ...made.connector, actions: withHidden(made.connector.actions, body) };
  const usage = filled(draft.usage);
  const blueprint: Blueprint = {
    format: made.format,
    id: draft.id || (draft.title.trim() && idOfTitle(draft.title)),
    title: draft.title,
    summary: draft.summary,
    provider: draft.provider || made.provider,
    task: draft.task,
    docs_url: draft.docs_url,
    notes: draft.notes.split('\n').filter((note) => note.trim() !== ''),
    connector,
    questions: draft.questions.map((question) => questionOf(question, connector.parameters)),
    trusted_pattern: draft.trusted_pattern || made.trusted_pattern,
    ...(Object.keys(usage).length > 0 && { usage_path: usage }),
    examples: draft.examples.map((example, index) => exampleOf(example, index, broken)),
    mock: mockOf(draft.mock, broken),
  };
  return { blueprint, broken };
}

/** What a blueprint of this title is called in addresses. */
export const idOfTitle = (title: string): string => blueprintOfConnector(new Map([['name', title]])).id;
