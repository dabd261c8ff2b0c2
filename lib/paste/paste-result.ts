import type { Blueprint } from '#lib/blueprints/blueprint.ts';
import type { JsonObject } from '#lib/json/json.ts';

/** What a pasted text can be. */
export type PasteKind = 'dev_tools' | 'curl' | 'provider_call' | 'connector_json' | 'blueprint' | 'python' | 'javascript' | 'terraform';

/** Something to say, with the line of the pasted text that it is about. */
export type Note = { message: string; line?: number | undefined };

/** A value that found another place. Secrets are named, never shown. */
export type Moved = { what: string; from: string; to: string /** What it means for later calls. */; note?: string };

export type Choice = { value: string; label: string };

/** What only the person can know. It stays open until `answer` is there. */
export type Question = {
  id: string;
  text: string;
  line?: number | undefined;
  /** Absent: the answer is typed. */
  choices?: Choice[] | undefined;
  placeholder?: string | undefined;
  /** What was answered, else what is taken for granted; undefined while nobody knows. */
  answer?: string | undefined;
};

export type Recognised = {
  kind: PasteKind;
  /** One sentence: what the text is. */
  label: string;
  /** Further things that stand in the text and are no part of the connector. */
  seen: Note[];
  /** The connector as it was pasted: nothing moved, nothing emptied. */
  pasted: JsonObject;
  /** The create body to fill the form with. */
  connector: JsonObject;
  moved: Moved[];
  repaired: Note[];
  unplaced: Note[];
  questions: Question[];
  /** The blueprint that the text is, or that the person chose to use. */
  blueprint?: Blueprint | undefined;
  /** The service that a pasted call is for, and its address without the query: blueprints of the same one may fit. */
  called?: { provider: string; address: string } | undefined;
  /** A predict body to try the connector with: what the pasted call asked. */
  sample?: JsonObject | undefined;
};

export type Unrecognised = { kind: 'unknown'; reason: string; line?: number | undefined; repaired: Note[] };

/** By question id. */
export type Answers = ReadonlyMap<string, string>;

export type PasteOptions = {
  answers?: Answers;
  /** Blueprints whose functions may fit a call of the same service. */
  gallery?: readonly Blueprint[];
};
