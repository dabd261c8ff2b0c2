import { describe, expect, test } from 'vitest';
import { hasSharedMaterial, vectors } from '../../test/shared-material.ts';
import { checkVector } from '../../test/vectors/check-vector.ts';
import { chunk } from './chunk.ts';

const calls = (pre_process_function: string | undefined, parameters: Record<string, string> = {}) =>
  chunk(['a', null, 'c'], {
    action: pre_process_function === undefined ? {} : { pre_process_function },
    action_name: 'PREDICT',
    connector_parameters: parameters,
  });

describe('splitting documents into calls', () => {
  test('the step size of the connector decides, whatever the function', () => {
    expect(calls('connector.pre_process.bedrock.embedding', { input_docs_processed_step_size: '2' })).toEqual([['a', null], ['c']]);
  });

  test('a script and Titan get one document per call, every other function all at once', () => {
    expect(calls('return params;')).toHaveLength(3);
    expect(calls('connector.pre_process.bedrock.embedding')).toHaveLength(3);
    expect(calls('connector.pre_process.cohere.embedding')).toHaveLength(1);
    expect(calls(undefined)).toHaveLength(1);
  });

  test.each(['0', '-1'])('a step size of %s is refused', (size) => {
    expect(() => calls(undefined, { input_docs_processed_step_size: size })).toThrow('It must be positive integer.');
  });

  test.each(['x', '', '1.5', '99999999999'])('a step size of "%s" is no number', (size) => {
    expect(() => calls(undefined, { input_docs_processed_step_size: size })).toThrow(
      expect.objectContaining({ type: 'number_format_exception', message: `For input string: "${size}"` }),
    );
  });
});

describe.skipIf(!hasSharedMaterial)('vectors of chunk', () => {
  for (const vector of vectors('client_config_retry').filter(({ op }) => op === 'chunk')) {
    const run = ({ docs, connectorParameters, pre_process_function: name }: typeof vector.given) => ({
      calls: chunk(docs, {
        action: name?.noAction ? undefined : { ...(name && { pre_process_function: name }) },
        action_name: 'PREDICT',
        connector_parameters: connectorParameters,
      }),
    });
    test(vector.id, () => checkVector(vector, { chunk: run }));
  }
});
