import { escapeJson } from '#lib/template/escape-json.ts';
import { spendText } from '../work-budget.ts';
import { type MakeProcessor, toText } from './processor.ts';

/** Everything becomes text, on request escaped so that it fits between the quotes of a JSON string. */
export const makeToString: MakeProcessor = (config) => {
  const escapes = config.get('escape_json') === true;
  return (input, budget) => {
    const text = toText(input);
    spendText(budget, text);
    return escapes ? escapeJson(text) : text;
  };
};
