import { describe, expect, test } from 'vitest';
import { isStudioError } from '#lib/errors.ts';
import { makeRunScript } from '#lib/functions/script.ts';
import { writeJson } from '#lib/json/write-json.ts';
import { handleResponse, transportError } from './handle-response.ts';
import { type OutputContext, processOutput } from './process-output.ts';
import { renderOutput } from './render-tensors.ts';
import type { StepRunner } from './step-runner.ts';

const context = (given: { post?: string; parameters?: Record<string, string>; script?: string | null } = {}): OutputContext => ({
  action: given.post === undefined ? {} : { post_process_function: given.post },
  action_name: 'PREDICT',
  parameters: new Map(Object.entries(given.parameters ?? {})),
  runScript: given.script === undefined ? makeRunScript(() => 0) : () => given.script ?? null,
});
const output = (body: string, given?: Parameters<typeof context>[0]) => renderOutput([{ output: processOutput(body, context(given)) }]);
const response = (map: string) => `{"inference_results":[{"output":[{"name":"response","dataAsMap":${map}}]}]}`;

describe('an answer without a function', () => {
  test('integers keep their digits, fractions are printed as Java prints them, names are names', () => {
    const body = '{"n":12345678901234567890,"f":1.10,"e":1e-7,"10":1,"__proto__":{"x":null}}';
    expect(output(body)).toBe(response('{"n":12345678901234567890,"f":1.1,"e":1.0E-7,"10":1,"__proto__":{"x":null}}'));
  });

  test('text behind the first value makes the whole answer a text', () => {
    expect(output('{"a":1}\n{"b":2}')).toBe(response('{"response":"{\\"a\\":1}\\n{\\"b\\":2}"}'));
  });

  test('a filter that leads nowhere leaves the whole answer', () => {
    expect(output('[{"a":1}]', { parameters: { response_filter: '$[3].a' } })).toBe(response('{"response":[{"a":1}]}'));
    expect(output('{"a":null}', { parameters: { response_filter: '$.a' } })).toBe(response('{"a":null}'));
  });

  test('a filter that cannot be read is a 400 that says so', () => {
    expect(() => output('{"a":1}', { parameters: { response_filter: '$.[' } })).toThrow(
      expect.objectContaining({ type: 'invalid_path_exception', status: 400 }),
    );
  });

  test('output processors work on what the filter found', () => {
    const parameters = { response_filter: '$.text', output_processors: '[{"type":"extract_json"}]' };
    expect(output('{"text":"Here: {\\"x\\": 1}"}', { parameters })).toBe(response('{"x":1}'));
  });
});

describe('an answer with a function', () => {
  test('the filter of the request replaces the path, and its words give the type', () => {
    const parameters = { response_filter: '$.emb.int8' };
    expect(output('{"emb":{"int8":[[5]]}}', { post: 'connector.post_process.cohere.embedding', parameters })).toContain(
      '"data_type":"INT8"',
    );
  });

  test('output processors are not applied', () => {
    const parameters = { output_processors: '[{"type":"to_string"}]' };
    expect(output('{"embedding":[1]}', { post: 'connector.post_process.bedrock.embedding', parameters })).toContain('"data":[1]');
  });

  test('what a script returns decides: tensors, text, or nothing', () => {
    const body = '{"a":1}';
    expect(output(body, { post: 'return x;', script: '[{"name":"t","result":"r"}]' })).toBe(
      '{"inference_results":[{"output":[{"name":"t","result":"r"}]}]}',
    );
    expect(output(body, { post: 'return x;', script: 'words' })).toBe(response('{"response":"words"}'));
    expect(output(body, { post: 'return x;', script: null })).toBe(response('{"a":1}'));
    expect(() => output(body, { post: 'return x;', script: '{"a":"b"}', parameters: { response_filter: '$' } })).toThrow(
      expect.objectContaining({ type: 'class_cast_exception' }),
    );
  });

  test('a script sees an array under "result"', () => {
    const seen: string[] = [];
    const runScript = (_source: string, params: Parameters<OutputContext['runScript']>[1]) => {
      seen.push(writeJson(params));
      return null;
    };
    processOutput('[1.0]', { ...context({ post: 'return x;' }), runScript });
    expect(seen).toEqual(['{"result":[1.0]}']);
  });

  test('a script that fails is told apart from an answer that cannot be processed', () => {
    expect(() => output('{"a":1}', { post: 'return x;' })).toThrow(
      expect.objectContaining({ type: 'script_exception', message: 'compile error', status: 400 }),
    );
  });
});

describe('the steps that a traced call shows', () => {
  const traced = (body: string, given: Parameters<typeof context>[0]) => {
    const seen: string[] = [];
    const steps: StepRunner = {
      run: (name, _input, work) => {
        seen.push(name);
        return work();
      },
      skip: (name) => seen.push(`${name} skipped`),
    };
    processOutput(body, context(given), steps);
    return seen;
  };

  test('are always parse, filter, post_process and output, in this order', () => {
    expect(traced('{"embedding":[1]}', { post: 'connector.post_process.bedrock.embedding' })).toEqual([
      'parse',
      'filter',
      'post_process',
      'output',
    ]);
    expect(traced('{"a":1}', {})).toEqual(['parse', 'filter skipped', 'post_process skipped', 'output']);
    expect(traced('{"a":1}', { parameters: { response_filter: '$.a' } })).toEqual(['parse', 'filter', 'post_process skipped', 'output']);
    expect(traced('{"a":1}', { post: 'return x;', script: null })).toEqual(['parse', 'filter skipped', 'post_process', 'output']);
  });
});

describe('what a reply means', () => {
  const handle = (status: number, body: string, headers: Record<string, string> = {}, given?: Parameters<typeof context>[0]) =>
    handleResponse({ status, body, headers }, context(given));

  test('B-12: a good status with an empty or blank body is a 502', () => {
    for (const body of ['', ' \n\t']) {
      expect(() => handle(200, body)).toThrow(
        expect.objectContaining({ status: 502, message: 'Remote service returned empty response body' }),
      );
    }
    const cancel = { ...context(), action_name: 'CANCEL_BATCH_PREDICT' };
    expect(handleResponse({ status: 200, body: '', headers: {} }, cancel)).toEqual({ output: [], status_code: 200 });
  });

  test('B-13: a status from 301 is that status, with at most 8 KiB of the body, cut between characters', () => {
    const thrown = failure(() => handle(418, 'é'.repeat(100_000)));
    expect(thrown.status).toBe(418);
    expect(thrown.message).toMatch(/^Error from remote service: é+$/);
    expect(new TextEncoder().encode(thrown.message.slice('Error from remote service: '.length)).length).toBe(8192);
    expect(failure(() => handle(500, `${'x'.repeat(8191)}é`)).message).toHaveLength('Error from remote service: '.length + 8191);
  });

  test('B-14: an error page stays text', () => {
    expect(failure(() => handle(404, '<script>alert(1)</script>')).message).toBe('Error from remote service: <script>alert(1)</script>');
  });

  test('B-11, B-15: odd characters, a byte order mark and deep nesting are answers or clear failures', () => {
    expect(renderOutput([handle(200, '{"a":"\ud800\ufffd"}')])).toContain('dataAsMap');
    expect(failure(() => handle(200, '\ufeff{"a":1}')).message).toMatch(/^Invalid JSON format: /);
    expect(failure(() => handle(200, '[0'.repeat(10_000))).status).toBe(400);
    expect(failure(() => handle(200, `${'['.repeat(10_000)}${']'.repeat(10_000)}`)).status).toBe(400);
  });

  test('B-18: nothing of the reply headers is kept', () => {
    const headers = { 'set-cookie': 'a=b', location: 'http://x/', 'content-type': 'text/html' };
    expect(handle(200, '{"a":1}', headers)).toEqual({ output: [expect.any(Object)], status_code: 200 });
  });

  test('a good answer that cannot be processed is 400 where ML Commons calls it an argument, else 500 with the reason as cause', () => {
    const post = 'connector.post_process.openai.embedding';
    expect(failure(() => handle(200, '{"data":[{"embedding":"AAAA"}]}', {}, { post })).status).toBe(400);
    const missing = failure(() => handle(200, '{"error":"x"}', {}, { post }));
    expect(missing).toMatchObject({ type: 'm_l_exception', status: 500, message: 'Fail to execute PREDICT in aws connector' });
    expect(missing.cause).toMatchObject({ type: 'path_not_found_exception', message: "Missing property in path $['data']" });
  });

  test('a call that got no answer says why: 500, or 429 when no connection was free', () => {
    expect(transportError('connect timed out')).toMatchObject({
      status: 500,
      message: 'Error communicating with remote model: connect timed out',
    });
    expect(transportError('Acquire operation took longer than the configured maximum time')).toMatchObject({ status: 429 });
    expect(transportError('aborted', 200)).toMatchObject({ status: 200 });
  });
});

function failure(work: () => unknown) {
  try {
    work();
  } catch (thrown) {
    if (isStudioError(thrown)) return thrown;
    throw thrown;
  }
  throw new Error('expected a failure');
}
