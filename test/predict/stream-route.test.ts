import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { openSettings, type ServedStudio, serveStudio } from '../served-studio.ts';
import { awsEvent, delta, type StreamingUpstream, sse, startSse, streamingUpstream } from './streaming-upstream.ts';

const streaming = 'plugins.ml_commons.stream_enabled';
let studio: ServedStudio;
let upstream: StreamingUpstream;
beforeAll(async () => {
  [studio, upstream] = [await serveStudio({ ...openSettings, [streaming]: true }), await streamingUpstream()];
});
afterAll(async () => {
  await studio[Symbol.asyncDispose]();
  await upstream[Symbol.asyncDispose]();
});
afterEach(() => {
  upstream.asked.length = 0;
});

const key = 'sk-a-secret-of-the-connector';
const openai = { _llm_interface: 'openai/v1/chat/completions', model: 'm-1' };

async function aModel({ connector = {}, action = {}, model = {} }: { connector?: object; action?: object; model?: object } = {}) {
  const made = await studio.call('POST', '/_plugins/_ml/connectors/_create', {
    name: 'streams',
    version: '1',
    protocol: 'http',
    parameters: openai,
    credential: { key },
    actions: [
      {
        action_type: 'predict',
        method: 'POST',
        url: `${upstream.url}/v1/chat/completions`,
        headers: { Authorization: 'Bearer ${credential.key}' },
        request_body: '{"model": "${parameters.model}", "messages": [{"role": "user", "content": "${parameters.q}"}]}',
        ...action,
      },
    ],
    ...connector,
  });
  const body = { name: 'streams', function_name: 'remote', connector_id: made.body.connector_id, ...model };
  const registered = await studio.call('POST', '/_plugins/_ml/models/_register', body);
  expect(registered.status, registered.text).toBe(200);
  return registered.body.model_id as string;
}

const pathOf = (model_id: string) => `/_plugins/_ml/models/${model_id}/_predict/stream`;
const stream = (model_id: string, body: unknown = { parameters: { q: 'hi' } }) => studio.call('POST', pathOf(model_id), body);

const content = (text: string, is_last = false) =>
  `data: {"inference_results":[{"output":[{"name":"response","dataAsMap":{"content":${JSON.stringify(text)},"is_last":${is_last}}}]}]}\n\n`;
const failure = (text: string) => `data: {"error": ${JSON.stringify(text)}}\n\n`;

/** Pieces of the answer as text; error pieces as what they say. */
const piecesOf = (text: string) =>
  text
    .split('\n\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line.replace(/^data: /, '')))
    .map(({ error, inference_results }) => error ?? inference_results[0].output[0].dataAsMap.content);

/** Opens a stream that the test reads by itself. */
function openStream(model_id: string) {
  const leaving = new AbortController();
  const response = fetch(studio.url + pathOf(model_id), {
    method: 'POST',
    headers: { 'x-test-caller': 'u-admin', 'content-type': 'application/json' },
    body: '{"parameters": {"q": "hi"}}',
    signal: leaving.signal,
  });
  return { response, leave: () => leaving.abort() };
}

describe('chat completions', () => {
  test('come piece by piece, in the words of ML Commons', async () => {
    const model_id = await aModel();
    upstream.answer = (response) => startSse(response).end(`${delta('Hel"')}${delta('lo')}${delta('', 'stop')}${sse('[DONE]')}`);
    const { status, headers, text } = await stream(model_id);
    expect([status, headers.get('content-type'), headers.get('cache-control')]).toEqual([200, 'text/event-stream', 'no-cache']);
    expect(text).toBe(content('Hel"') + content('lo') + content('', true));
    const [asked] = upstream.asked;
    expect(JSON.parse(asked?.body ?? '')).toEqual({ model: 'm-1', messages: [{ role: 'user', content: 'hi' }], stream: true });
    expect(asked?.headers).toMatchObject({
      authorization: `Bearer ${key}`,
      accept: 'text/event-stream',
      'accept-encoding': '',
      'cache-control': 'no-cache',
      'content-type': 'application/json; charset=utf-8',
    });
  });

  test('a piece is passed on before the next one exists', async () => {
    const model_id = await aModel();
    let next: (text: string) => void = () => {};
    upstream.answer = (response) => {
      next = (text) => response.write(text);
      startSse(response).write(delta('one'));
    };
    const reader = (await openStream(model_id).response).body?.getReader();
    const read = async () => new TextDecoder().decode((await reader?.read())?.value);
    expect(await read()).toBe(content('one'));
    next(delta('two'));
    expect(await read()).toBe(content('two'));
    next(sse('[DONE]'));
    expect(await read()).toBe(content('', true));
    expect(await reader?.read()).toMatchObject({ done: true });
  });

  test('a body without parameters is a call without parameters', async () => {
    const model_id = await aModel({ action: { request_body: '{"model": "${parameters.model}"}' } });
    upstream.answer = (response) => startSse(response).end(sse('[DONE]'));
    expect((await stream(model_id, {})).text).toBe(content('', true));
    expect(upstream.asked[0]?.body).toBe('{"model":"m-1","stream":true}');
  });

  test('a called tool is told in pieces and once more as a whole', async () => {
    const model_id = await aModel();
    const call = (part: object) => sse({ choices: [{ delta: { tool_calls: [part] }, finish_reason: null }] });
    upstream.answer = (response) =>
      startSse(response).end(
        call({ index: 0, id: 'c1', function: { name: 'weather', arguments: '' } }) +
          call({ index: 0, function: { arguments: '{"city":' } }) +
          call({ index: 0, function: { arguments: '"Bonn"}' } }) +
          sse({ choices: [{ delta: {}, finish_reason: 'tool_calls' }] }) +
          sse('[DONE]'),
      );
    const whole = {
      choices: [
        {
          message: { tool_calls: [{ id: 'c1', type: 'function', function: { name: 'weather', arguments: '{"city":"Bonn"}' } }] },
          finish_reason: 'tool_calls',
        },
      ],
    };
    const pieces = piecesOf((await stream(model_id)).text);
    expect(pieces.slice(0, 4).map((piece) => JSON.parse(piece))).toEqual([
      [{ index: 0, id: 'c1', function: { name: 'weather', arguments: '' } }],
      [{ index: 0, function: { arguments: '{"city":' } }],
      [{ index: 0, function: { arguments: '"Bonn"}' } }],
      whole,
    ]);
    expect(pieces.slice(4)).toEqual(['']);
  });
});

describe('before the stream opens', () => {
  const error = (status: number, type: string, reason: string) => ({ error: { root_cause: [{ type, reason }], type, reason }, status });

  test('the switch comes first, then the model, then the body', async () => {
    const model_id = await aModel();
    await studio.call('PUT', '/_cluster/settings', { persistent: { [streaming]: false } });
    const off = 'Streaming is currently disabled. To enable it, update the setting "plugins.ml_commons.stream_enabled" to true.';
    expect((await stream('unknown', 'no json')).body).toEqual(error(500, 'illegal_state_exception', off));
    await studio.call('PUT', '/_cluster/settings', { persistent: { [streaming]: true } });
    expect((await stream('unknown', 'no json')).body).toEqual(error(404, 'status_exception', 'Failed to find model'));
    expect((await stream(model_id, 'no json')).status).toBe(400);
    await studio.call('PUT', '/_cluster/settings', { persistent: { 'plugins.ml_commons.remote_inference.enabled': false } });
    expect((await stream(model_id)).body.error.reason).toMatch(/^Remote Inference is currently disabled/);
    await studio.call('PUT', '/_cluster/settings', { persistent: { 'plugins.ml_commons.remote_inference.enabled': true } });
    expect(upstream.asked).toEqual([]);
  });

  test('who may only read may not stream', async () => {
    const model_id = await aModel();
    const reader = { id: 'u-reader', username: 'reader', role: 'ml_read_access' as const, backend_roles: [] };
    expect((await studio.call('POST', pathOf(model_id), { parameters: {} }, { as: reader })).status).toBe(403);
  });
});

describe('failures are the last piece', () => {
  const failing = async (model_id: string) => piecesOf((await stream(model_id)).text);

  test('an interface that cannot stream, or none', async () => {
    for (const parameters of [{ model: 'm' }, { model: 'm', _llm_interface: 'bedrock/converse' }]) {
      expect((await stream(await aModel({ connector: { parameters } }))).text).toBe(failure('Fail to execute streaming'));
    }
    expect(upstream.asked).toEqual([]);
  });

  test('the service refuses: its words, its secret masked', async () => {
    const model_id = await aModel();
    upstream.answer = (response, { headers }) => {
      response.writeHead(401, { 'content-type': 'application/json' }).end(`{"error":"bad key ${headers.authorization}"}`);
    };
    const { status, text } = await stream(model_id);
    expect([status, text]).toEqual([200, failure('Error from remote service: {"error":"bad key Bearer ********"}')]);
  });

  test('nothing is retried', async () => {
    const model_id = await aModel({ connector: { client_config: { max_retry_times: 3, retry_backoff_millis: 1 } } });
    upstream.answer = (response) => response.writeHead(503).end('busy');
    expect(await failing(model_id)).toEqual(['Error from remote service: busy']);
    expect(upstream.asked).toHaveLength(1);
  });

  test('B-17 a service that closes in the middle, however politely', async () => {
    const model_id = await aModel();
    upstream.answer = (response) => void startSse(response).write(delta('half'), () => response.destroy());
    expect(await failing(model_id)).toEqual(['half', 'SSE failure with network error']);
    upstream.answer = (response) => startSse(response).end(delta('half'));
    expect(await failing(model_id)).toEqual(['half', 'SSE failure']);
  });

  test('a service that does not stream', async () => {
    const model_id = await aModel();
    upstream.answer = (response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{"choices":[]}');
    expect(await failing(model_id)).toEqual(['SSE failure']);
  });

  test('an error within the stream', async () => {
    const model_id = await aModel();
    upstream.answer = (response) => startSse(response).end(delta('so far') + sse({ error: { message: 'overloaded' } }));
    expect(await failing(model_id)).toEqual(['so far', 'Error from remote service: {"error":{"message":"overloaded"}}']);
  });

  test('B-16 a line without end', async () => {
    const model_id = await aModel();
    upstream.answer = (response) => {
      const line = Buffer.alloc(64 * 1024, 'x');
      startSse(response).write('data: ');
      const more = () => {
        while (!response.destroyed && response.write(line));
      };
      response.on('drain', more);
      more();
    };
    expect(await failing(model_id)).toEqual(['Remote service response is too large: an event of its stream is over 1 MiB']);
    expect(upstream.asked).toHaveLength(1);
    await upstream.asked[0]?.abandoned;
  });

  test('B-16 a stream without end stops at four times the size of an answer', async () => {
    const model_id = await aModel();
    await studio.call('PUT', '/_cluster/settings', { persistent: { 'studio.response_max_bytes': '1mb' } });
    upstream.answer = (response) => {
      startSse(response);
      const piece = delta('x'.repeat(50_000));
      const more = () => {
        while (!response.destroyed && response.write(piece));
      };
      response.on('drain', more);
      more();
    };
    const pieces = await failing(model_id);
    expect(pieces.at(-1)).toBe('Remote service response is too large');
    expect(pieces.length).toBeLessThan(90);
    await studio.call('PUT', '/_cluster/settings', { persistent: { 'studio.response_max_bytes': null } });
  });

  test('S-133 a redirect is not followed', async () => {
    const model_id = await aModel();
    upstream.answer = (response) => response.writeHead(302, { location: 'http://127.0.0.1/' }).end('elsewhere');
    expect(await failing(model_id)).toEqual(['Error from remote service: elsewhere']);
    expect(upstream.asked).toHaveLength(1);
  });

  test('S-134 the guard judges streams like any call', async () => {
    const model_id = await aModel();
    await studio.call('PUT', '/_cluster/settings', { persistent: { 'plugins.ml_commons.connector.private_ip_enabled': false } });
    expect(await failing(model_id)).toEqual(['Remote inference host name has private ip address: 127.0.0.1']);
    await studio.call('PUT', '/_cluster/settings', { persistent: { 'plugins.ml_commons.connector.private_ip_enabled': true } });
    expect(upstream.asked).toEqual([]);
  });

  test('a guardrail for the output, which would come too late', async () => {
    const guardrails = { type: 'local_regex', output_guardrail: { regex: ['.*abort.*'] } };
    expect(await failing(await aModel({ model: { guardrails } }))).toEqual(['A model with a guardrail for its output cannot be streamed']);
  });
});

describe('while the stream is open', () => {
  test('L-08 a client that leaves closes the socket of the service', async () => {
    const model_id = await aModel();
    upstream.answer = (response) => void startSse(response).write(delta('one'));
    const { response, leave } = openStream(model_id);
    await (await response).body?.getReader().read();
    leave();
    expect(upstream.asked).toHaveLength(1);
    await upstream.asked[0]?.abandoned;
  });

  test('L-08 a client that leaves before the first piece does so too', async () => {
    const model_id = await aModel();
    upstream.answer = () => {};
    const { response, leave } = openStream(model_id);
    await vi.waitUntil(() => upstream.asked.length === 1, { timeout: 10_000 });
    leave();
    await response.catch(() => {});
    expect(upstream.asked).toHaveLength(1);
    await upstream.asked[0]?.abandoned;
  });

  test('B-16 a slow client slows the service', async () => {
    const model_id = await aModel();
    let sent = 0;
    let isHeld = false;
    const piece = delta('x'.repeat(10_000));
    upstream.answer = (response) => {
      startSse(response);
      const more = () => {
        if (response.destroyed) return;
        sent += piece.length;
        isHeld = !response.write(piece);
        if (!isHeld) setImmediate(more);
      };
      response.on('drain', more);
      more();
    };
    const { response, leave } = openStream(model_id);
    await response;
    // It is held for good once nothing more is sent in many turns: all buffers on the way are full.
    let last = -1;
    await vi.waitUntil(
      () => {
        const isStill = isHeld && sent === last;
        last = sent;
        return isStill;
      },
      { interval: 100, timeout: 10_000 },
    );
    expect(sent).toBeLessThan(30 * 1024 * 1024); // the cap of 40 MiB was never near
    leave();
    expect(upstream.asked).toHaveLength(1);
    await upstream.asked[0]?.abandoned;
  });

  test('C-15 a secret that is sent back in pieces is masked all the same', async () => {
    const model_id = await aModel();
    upstream.answer = (response) => {
      startSse(response);
      for (const part of ['The key is sk-a-', 'secret-of-the', '-connector', ', and sk-a', ' is none.']) response.write(delta(part));
      response.end(`${delta(`whole: ${key}`)}${sse('[DONE]')}`);
    };
    const pieces = piecesOf((await stream(model_id)).text);
    expect(pieces.join('')).toBe('The key is ********, and sk-a is none.whole: ********');
  });
});

describe('Bedrock Converse', () => {
  const bedrock = (parameters = {}) =>
    aModel({
      connector: {
        protocol: 'aws_sigv4',
        parameters: {
          _llm_interface: 'bedrock/converse/claude',
          region: 'us-east-1',
          service_name: 'bedrock',
          model: 'claude',
          ...parameters,
        },
        credential: { access_key: 'AKIAEXAMPLE', secret_key: 'a-secret-key-for-tests' },
      },
      action: {
        url: `${upstream.url}/model/\${parameters.model}/converse`,
        headers: { 'content-type': 'application/json' },
        request_body:
          '{"system": [{"text": "Be kind"}], "messages": [{"role": "user", "content": [{"text": "${parameters.q}"}]}], "inferenceConfig": {"maxTokens": 9}}',
      },
    });
  const answer = (...events: Buffer[]) => {
    upstream.answer = (response) => {
      response.writeHead(200, { 'content-type': 'application/vnd.amazon.eventstream' });
      const bytes = Buffer.concat(events);
      // Cut where no event ends.
      response.write(bytes.subarray(0, 21));
      response.end(bytes.subarray(21));
    };
  };
  const text = (piece: string) => awsEvent('contentBlockDelta', { contentBlockIndex: 0, delta: { text: piece } });

  test('comes piece by piece out of the binary stream, from the address that streams, signed', async () => {
    const model_id = await bedrock();
    answer(awsEvent('messageStart', { role: 'assistant' }), text('Grü'), text('ße'), awsEvent('messageStop', { stopReason: 'end_turn' }));
    expect((await stream(model_id)).text).toBe(content('Grü') + content('ße') + content('', true));
    const [asked] = upstream.asked;
    expect(asked).toMatchObject({ method: 'POST', path: '/model/claude/converse-stream' });
    expect(JSON.parse(asked?.body ?? '')).toEqual({
      system: [{ text: 'Be kind' }],
      messages: [{ role: 'user', content: [{ text: 'hi' }] }],
    });
    expect(asked?.headers.authorization).toMatch(/^AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE\/\d{8}\/us-east-1\/bedrock\/aws4_request/);
  });

  test('the interface without a model family is the same', async () => {
    const model_id = await bedrock({ _llm_interface: ' Bedrock/Converse ' });
    answer(text('ok'), awsEvent('messageStop', {}));
    expect(piecesOf((await stream(model_id)).text)).toEqual(['ok', '']);
  });

  test('a failure within the stream keeps what came before it', async () => {
    const model_id = await bedrock();
    answer(text('half'), awsEvent('throttlingException', { message: 'slow down' }, 'exception'));
    const pieces = piecesOf((await stream(model_id)).text);
    expect(pieces).toEqual([
      'half',
      expect.stringMatching(/^Error from remote service: The request was denied due to remote server throttling/),
    ]);
    answer(awsEvent('validationException', { message: 'no such model' }, 'exception'));
    expect(piecesOf((await stream(model_id)).text)).toEqual(['Error from remote service: no such model']);
  });

  test('a stream that is damaged, or ends early, is no answer', async () => {
    const model_id = await bedrock();
    const broken = text('x');
    broken[broken.length - 1] = (broken.at(-1) ?? 0) ^ 1;
    answer(broken);
    expect(piecesOf((await stream(model_id)).text)).toEqual(['Remote service response is not a stream of events that can be read']);
    answer(text('half'));
    expect(piecesOf((await stream(model_id)).text)).toEqual(['half', 'SSE failure']);
  });
});

test('how the last stream ended is known', async () => {
  const model_id = await aModel();
  upstream.answer = (response) => startSse(response).end(delta('half'));
  await stream(model_id);
  const read = () =>
    studio.store.reads.prepare("SELECT outcome, status FROM last_run WHERE kind = 'model' AND target_id = ?").get(model_id);
  await vi.waitUntil(() => read() !== undefined, { timeout: 5_000 });
  expect(read()).toEqual({ outcome: 'failed', status: 500 });
});
