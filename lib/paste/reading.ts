import { isStudioError, StudioError } from '#lib/errors.ts';
import type { Json } from '#lib/json/json.ts';
import type { Answers, Note, Question } from './paste-result.ts';

export type HoleKind =
  /** A variable of the environment: its name is known, its value is not. */
  | 'environment'
  /** Code whose value cannot be known from the text. */
  | 'expression';

/** A place in a value that the text leaves to something else. */
export type Hole = { kind: HoleKind; text: string; name: string; line: number };

/** Why a text cannot be read; the person is told in these words. */
export const unreadable = (message: string, line?: number): StudioError =>
  new StudioError('illegal_argument_exception', 400, message, line === undefined ? {} : { details: { line } });

/** @throws everything that is no failure of a reading */
export function problemOf(thrown: unknown): Note {
  if (!isStudioError(thrown)) throw thrown;
  const line = thrown.details?.line;
  return { message: thrown.message, ...(typeof line === 'number' && { line }) };
}

// Holes stand in strings as marks of two noncharacters around their number, so that a value with holes is an ordinary JSON value.
const [open, close] = ['\ufdd0', '\ufdd1'];
const markPattern = /\ufdd0(\d+)\ufdd1/g;

/** What one reading of a text finds on its way: holes, repairs, doubts. */
export class Reading {
  readonly answers: Answers;
  readonly holes: Hole[] = [];
  readonly unplaced: Note[] = [];
  /** Values of variables of a program, by name. */
  readonly variables = new Map<string, Json>();
  private readonly repairs = new Map<string, Note>();
  private readonly asked = new Map<string, Question>();

  constructor(answers: Answers) {
    this.answers = answers;
  }

  get repaired(): Note[] {
    return [...this.repairs.values()].toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0));
  }

  get questions(): Question[] {
    return [...this.asked.values()];
  }

  /** Each kind of repair is said once for each line. */
  repair(message: string, line?: number): void {
    this.repairs.set(`${line} ${message}`, { message, line });
  }

  /** @returns the answer, as far as there is one */
  ask(question: Question): string | undefined {
    const known = this.asked.get(question.id);
    if (known) return known.answer;
    const given = this.answers.get(question.id);
    const isPossible = given !== undefined && (question.choices?.some(({ value }) => value === given) ?? given !== '');
    const asked = { ...question, answer: isPossible ? given : question.answer };
    this.asked.set(question.id, asked);
    return asked.answer;
  }

  /** A mark to stand for something unknown. */
  hole(hole: Hole): string {
    this.holes.push(hole);
    return `${open}${this.holes.length - 1}${close}`;
  }

  holesIn(text: string): Hole[] {
    return [...text.matchAll(markPattern)].flatMap(([, index]) => this.holes[Number(index)] ?? []);
  }

  /** The only hole that a text is made of. */
  soleHole(text: string): Hole | undefined {
    const [, index] = /^\ufdd0(\d+)\ufdd1$/.exec(text) ?? [];
    return index === undefined ? undefined : this.holes[Number(index)];
  }

  replaceHoles(text: string, replacement: (hole: Hole) => string): string {
    return text.replaceAll(markPattern, (mark, index: string) => {
      const hole = this.holes[Number(index)];
      return hole ? replacement(hole) : mark;
    });
  }

  /** The text with every hole as it was written. */
  asWritten(text: string): string {
    return this.replaceHoles(text, (hole) => hole.text);
  }
}

/** A value with every text in it changed; member names stay. */
export function mapTexts(value: Json, change: (text: string, path: readonly string[]) => Json, path: readonly string[] = []): Json {
  if (typeof value === 'string') return change(value, path);
  if (Array.isArray(value)) return value.map((item, index) => mapTexts(item, change, [...path, String(index)]));
  if (value instanceof Map) return new Map([...value].map(([name, member]) => [name, mapTexts(member, change, [...path, name])]));
  return value;
}
