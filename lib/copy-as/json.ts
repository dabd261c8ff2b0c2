import type { JsonObject } from '#lib/json/json.ts';
import { quote } from '#lib/json/write-json.ts';
import { type Notation, writeLiteral } from './write-literal.ts';

export const jsonNotation: Notation = {
  step: '  ',
  text: quote,
  name: quote,
  number: ({ text }) => text,
  words: { true: 'true', false: 'false', null: 'null' },
  hasLastComma: false,
};

/** The create body as JSON over several lines; numbers keep their spelling. */
export const asJson = (body: JsonObject): string => writeLiteral(body, jsonNotation);
