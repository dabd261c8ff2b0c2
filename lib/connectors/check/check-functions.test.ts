import { describe, expect, test } from 'vitest';
import { readJson } from '#lib/json/read-json.ts';
import type { ConnectorAction } from '../connector.ts';
import { checkDefinition } from './check-definition.ts';

const action = (functions: Partial<ConnectorAction>): ConnectorAction => ({
  action_type: 'PREDICT',
  method: 'POST',
  url: 'https://api.openai.com/v1/embeddings',
  request_body: '{"a": "${parameters.a}"}',
  ...functions,
});

const problems = (functions: Partial<ConnectorAction>, parameters: Record<string, string> = {}) => {
  const connector = {
    name: 'x',
    version: '1',
    protocol: 'http',
    credential: { key: 'k' },
    parameters: { a: '1', ...parameters },
    actions: [{ ...action(functions), headers: { Authorization: 'Bearer ${credential.key}' } }],
  };
  return checkDefinition(readJson(JSON.stringify(connector)));
};

describe('functions that are scripts', () => {
  test('that can be read are no problem, with their parameters filled or left to the call', () => {
    expect(problems({ pre_process_function: 'return \'{"parameters":{"x":"\' + escape(params.text_docs[0]) + \'"}}\';' })).toEqual([]);
    expect(problems({ post_process_function: 'return ${parameters.prefix} + params.x' }, { prefix: 'say "x"' })).toEqual([]);
    expect(problems({ post_process_function: 'return ${parameters.later} + params.x' })).toEqual([]);
  });

  test('that cannot be read are, with line, column and names that are near', () => {
    const script = 'def name = "x";\nreturn escape(nmae) + Colections.max(params.l)';
    expect(problems({ post_process_function: script })).toEqual([
      expect.objectContaining({
        severity: 'error',
        path: 'actions.0.post_process_function',
        message: 'The script cannot be read at line 2, column 15: cannot resolve symbol [nmae]. Did you mean name?',
      }),
    ]);
    const [problem] = problems({ pre_process_function: 'return Math.mx(1, 2);' });
    expect(problem?.message).toBe(
      'The script cannot be read at line 1, column 13: static method [java.lang.Math, mx/2] not found. Did you mean max?',
    );
  });
});
