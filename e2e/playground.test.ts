import type { Page } from '@playwright/test';
import { violations } from './axe.ts';
import { administrator, expect, test } from './fixtures.ts';
import { startStreamingUpstream } from './streaming-upstream.ts';

const secret = 'planted-playground-secret';

type Api = { call<A = Record<string, never>>(method: string, path: string, body?: unknown): Promise<A> };
type Made = { connector_id: string };

const trust = (api: Api, ...hosts: string[]) =>
  api.call('PUT', '/_cluster/settings', {
    persistent: {
      'plugins.ml_commons.connector.private_ip_enabled': true,
      'plugins.ml_commons.trusted_connector_endpoints_regex': hosts.map((host) => `^http://${host.replaceAll('.', '\\.')}/.*$`),
      'plugins.ml_commons.stream_enabled': true,
    },
  });

async function aConnector(api: Api, name: string, action: Record<string, unknown>, more: Record<string, unknown> = {}): Promise<string> {
  const { connector_id } = await api.call<Made>('POST', '/_plugins/_ml/connectors/_create', {
    name,
    version: '1',
    protocol: 'http',
    parameters: { model: 'm-1' },
    credential: { key: secret },
    actions: [{ action_type: 'predict', method: 'POST', ...action }],
    ...more,
  });
  return connector_id;
}

const chat = (host: string) => ({
  url: `http://${host}/v1/chat/completions`,
  headers: { Authorization: 'Bearer ${credential.key}' },
  request_body: '{ "model": "${parameters.model}", "messages": [{ "role": "user", "content": "${parameters.prompt}" }] }',
});

const region = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

test('a stream shows its words as they come; cancelling it hangs up on the service', async ({ signedIn: page, api }) => {
  const streaming = await startStreamingUpstream();
  try {
    await trust(api, streaming.host);
    const connector = await aConnector(api, 'Endless chat', chat(streaming.host));
    await page.goto(`/playground?connector=${connector}`);
    await page.getByLabel('prompt').fill('Go on');
    await page.getByRole('switch', { name: 'Stream the answer' }).click();
    await expect(page.getByLabel('_llm_interface')).toHaveValue('openai/v1/chat/completions');
    await expect(region(page, 'Request')).toContainText('"stream": true');
    await page.keyboard.press('Control+Enter');

    const response = region(page, 'Response');
    await expect(response).toContainText('word1 word2 word3');
    await expect(response).toContainText(/first text after [\d,]+ ms/);
    await response.getByRole('tab', { name: 'Raw events' }).click();
    await expect(response.getByRole('list', { name: 'Raw events' })).toContainText('"content":"word2 "');
    expect(JSON.parse(streaming.received[0] ?? '')).toMatchObject({ stream: true, messages: [{ content: 'Go on' }] });
    expect(streaming.hungUp()).toBe(false);

    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect.poll(streaming.hungUp).toBe(true);
    await expect(response).toContainText(/Cancelled · [\d,]+ ms/);
    await response.getByRole('tab', { name: 'Text' }).click();
    await expect(response).toContainText('word1 word2 word3');
    expect(await page.content()).not.toContain(secret);
  } finally {
    streaming.stop();
  }
});

test('people who want less to move see a stream grow at most once a second', async ({ signedIn: page, api }) => {
  const streaming = await startStreamingUpstream();
  try {
    await trust(api, streaming.host);
    const connector = await aConnector(api, 'Calm chat', chat(streaming.host), {
      parameters: { model: 'm-1', _llm_interface: 'openai/v1/chat/completions' },
    });
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.goto(`/playground?connector=${connector}`);
    await page.getByLabel('prompt').fill('Go on');
    await page.getByRole('switch', { name: 'Stream the answer' }).click();
    await page.evaluate(() => {
      const region = document.getElementById('playground-response');
      const seen = { texts: 0, last: '' };
      Object.assign(window, { seen });
      new MutationObserver(() => {
        const text = region?.querySelector('pre')?.textContent ?? '';
        if (text !== seen.last) seen.texts += 1;
        seen.last = text;
      }).observe(region as Node, { subtree: true, childList: true, characterData: true });
    });
    const begun = Date.now();
    await page.keyboard.press('Control+Enter');
    await expect(region(page, 'Response')).toContainText('word30', { timeout: 15_000 });
    const texts = await page.evaluate(() => (window as unknown as { seen: { texts: number } }).seen.texts);
    expect(texts).toBeLessThanOrEqual(Math.ceil((Date.now() - begun) / 1000) + 1);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect.poll(streaming.hungUp).toBe(true);
  } finally {
    streaming.stop();
  }
});

test('a wrong post-process function is found from the trace', async ({ signedIn: page, upstream, api }) => {
  await trust(api, upstream.host);
  const connector = await aConnector(api, 'Mismatched embedding', {
    url: `http://${upstream.host}/v1/embeddings`,
    headers: { Authorization: 'Bearer ${credential.key}' },
    request_body: '{ "input": ${parameters.input} }',
    pre_process_function: 'connector.pre_process.openai.embedding',
    post_process_function: 'connector.post_process.cohere.embedding',
  });
  upstream.answers.length = 0;
  upstream.answers.push({ status: 200, body: { data: [{ embedding: [0.1, 0.2] }], usage: { prompt_tokens: 5, total_tokens: 5 } } });
  await page.goto(`/playground?connector=${connector}`);
  await page.getByLabel('Document 1').fill('hello');
  await page.keyboard.press('Control+Enter');

  const trace = region(page, 'Trace');
  await expect(trace.getByRole('button', { name: /^Filter/ })).toHaveAttribute('aria-expanded', 'true');
  await expect(trace).toContainText("Caused by: No results for path: $['embeddings']");
  await expect(trace.getByRole('button', { name: /^Output/ })).toContainText('not reached');
  await expect(region(page, 'Response')).toContainText('5 tokens');
  await trace.getByRole('button', { name: 'Show answer' }).click();
  await expect(region(page, 'Response').getByRole('tab', { name: 'Raw' })).toHaveAttribute('aria-selected', 'true');
  await expect(region(page, 'Response')).toContainText('{"data":[{"embedding":[0.1,0.2]}]');
  await expect(region(page, 'Timeline').getByRole('row', { name: /^First byte/ })).toContainText('ms');
  await trace.getByRole('link', { name: 'Choose a function' }).click();
  await expect(page.getByRole('tab', { name: 'Edit' })).toHaveAttribute('aria-selected', 'true');
});

const canonical = 'POST\n/model/x/invoke\n\nhost:elsewhere.example\nx-amz-date:20300101T000000Z\n\nhost;x-amz-date\nabc';

test('a refused signature shows what the service would have signed beside ours', async ({ signedIn: page, upstream, api }) => {
  await trust(api, upstream.host);
  const action = { url: `http://${upstream.host}/model/x/invoke`, request_body: '{ "inputText": "${parameters.inputText}" }' };
  const connector = await aConnector(api, 'Signed wrongly', action, {
    protocol: 'aws_sigv4',
    parameters: { region: 'us-east-1', service_name: 'bedrock' },
    credential: { access_key: 'AKIDEXAMPLE', secret_key: secret },
  });
  const message = `The request signature we calculated does not match the signature you provided.\n\nThe Canonical String for this request should have been\n'${canonical}'\n\nThe String-to-Sign should have been\n'AWS4-HMAC-SHA256\n20300101T000000Z\nscope\nffff'\n`;
  upstream.answers.length = 0;
  upstream.answers.push({ status: 403, body: { message } });
  await page.goto(`/playground?connector=${connector}`);
  await page.getByLabel('inputText').fill('hello');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('button', { name: 'Compare the signatures' }).click();
  const request = region(page, 'Request');
  await expect(request.getByRole('tab', { name: 'Sign' })).toHaveAttribute('aria-selected', 'true');
  await expect(request).toContainText('The service signed another request');
  await expect(request).toContainText('host:elsewhere.example');
  await expect(request).toContainText(`host:${upstream.host}`);
  for (const part of ['Credential scope', 'Signed headers', 'Body hash (SHA-256)', 'Server clock']) {
    await expect(request.getByRole('heading', { name: part })).toBeVisible();
  }
  expect(await page.content()).not.toContain(secret);
});

test('two targets are compared on one input, with the keyboard alone', async ({ signedIn: page, upstream, api }) => {
  await trust(api, upstream.host);
  const text = (path: string) => ({
    url: `http://${upstream.host}${path}`,
    headers: { Authorization: 'Bearer ${credential.key}' },
    request_body: `{ "via": "${path}", "q": "\${parameters.q}" }`,
  });
  const [one, two] = [await aConnector(api, 'First opinion', text('/one')), await aConnector(api, 'Second opinion', text('/two'))];
  upstream.answers.length = 0;
  upstream.received.length = 0;
  await page.goto(`/playground?connector=${one}`);
  await page.getByRole('tab', { name: 'Run' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(page).toHaveURL(/tab=compare/);
  const second = page.getByRole('combobox', { name: 'Target 2' }).or(page.getByRole('textbox', { name: 'Target 2' }));
  await second.focus();
  await page.keyboard.type('Second opinion');
  await expect(page.getByRole('option', { name: 'Second opinion' })).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`target=connector%3D${two}`));
  const question = page.getByRole('textbox', { name: 'q', exact: true });
  await question.focus();
  await page.keyboard.type('fish or bread');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('row', { name: /^First opinion Answered 200/ })).toBeVisible();
  await expect(page.getByRole('row', { name: /^Second opinion Answered 200/ })).toBeVisible();
  expect(upstream.received.map(({ body }) => JSON.parse(body)).sort((a, b) => a.via.localeCompare(b.via))).toEqual([
    { via: '/one', q: 'fish or bread' },
    { via: '/two', q: 'fish or bread' },
  ]);
  await expect(region(page, 'First opinion')).toContainText('hello');
  await page.getByText('Differences', { exact: true }).click();
  await page.getByText('Payloads', { exact: true }).click();
  await expect(page.getByRole('tabpanel', { name: 'Compare' })).toContainText('"via": "/two"');
  // The address leads a colleague to the same comparison, without what was typed.
  await page.reload();
  await expect(page.getByRole('tab', { name: 'Compare' })).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByRole('tabpanel', { name: 'Compare' })).toContainText('Second opinion');
});

test('axe finds nothing on a run and on a comparison, in both themes and widths', { tag: '@long' }, async ({
  signedIn: page,
  upstream,
  api,
}) => {
  test.setTimeout(180_000);
  await trust(api, upstream.host);
  const connector = await aConnector(api, 'Looked at', chat(upstream.host));
  const other = await aConnector(api, 'Looked at too', chat(upstream.host));
  upstream.answers.length = 0;
  for (const width of [1280, 375]) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme: 'light' });
    await page.goto(`/playground?connector=${connector}`);
    await page.getByLabel('prompt').fill('hello');
    await page.keyboard.press('Control+Enter');
    await expect(region(page, 'Timeline')).toContainText('First byte');
    expect(await violations(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await violations(page, { colorsOnly: true })).toEqual([]);
    await page.goto(`/playground?tab=compare&target=connector%3D${connector}&target=connector%3D${other}`);
    await page.getByRole('textbox', { name: 'prompt' }).fill('hello');
    await page.keyboard.press('Control+Enter');
    await expect(page.getByRole('row', { name: /^Looked at too Answered/ })).toBeVisible();
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
    await page.emulateMedia({ colorScheme: 'light' });
    expect(await violations(page, { colorsOnly: true })).toEqual([]);
  }
});

test('a run is opened again from the history, sent again, compared, and shared with another browser', { tag: '@long' }, async ({
  signedIn: page,
  browser,
  upstream,
  api,
  baseURL,
}) => {
  await trust(api, upstream.host);
  const connector = await aConnector(api, 'Remembered chat', chat(upstream.host));
  upstream.answers.length = 0;
  upstream.answers.push({ status: 200, body: { response: 'first answer' } }, { status: 200, body: { response: 'second answer' } });
  const response = region(page, 'Response');
  await page.goto(`/playground?connector=${connector}`);
  for (const [prompt, answer] of [
    ['the first question', 'first answer'],
    ['the second question', 'second answer'],
  ] as const) {
    await page.getByLabel('prompt').fill(prompt);
    await page.keyboard.press('Control+Enter');
    await expect(response).toContainText(answer);
  }

  await page.getByLabel('prompt').fill('never sent');
  await page.getByRole('button', { name: 'History' }).click();
  const open = page.getByRole('dialog', { name: 'History' }).getByRole('button', { name: /^Open: .*the first question/ });
  await open.click();
  await page.getByRole('button', { name: 'Keep draft' }).click();
  await expect(page.getByLabel('prompt', { exact: true })).toHaveValue('never sent');
  await open.click();
  await page.getByRole('button', { name: 'Replace draft' }).click();
  await expect(page.getByLabel('prompt', { exact: true })).toHaveValue('the first question');
  await expect(response).toContainText('first answer');
  await expect(response).not.toContainText('for an earlier input');
  await expect(page).toHaveURL(/\?run=/);

  upstream.answers.push({ status: 200, body: { response: 'third answer' } });
  await page.keyboard.press('Control+Enter');
  await expect(response).toContainText('third answer');
  await page.getByRole('button', { name: 'Compare with previous' }).click();
  const comparison = page.getByRole('dialog', { name: 'This run and the one before' });
  await expect(comparison).toContainText('first answer');
  await expect(comparison).toContainText('third answer');
  await page.keyboard.press('Escape');

  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: 'Share link' }).click();
  await expect(page.getByText(/^Link copied/)).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toMatch(new RegExp(`^${baseURL}/playground\\?run=[\\w-]+$`));
  const context = await browser.newContext();
  const elsewhere = await context.newPage();
  await elsewhere.goto(link);
  await elsewhere.getByLabel('Username').fill(administrator.username);
  await elsewhere.getByLabel('Password', { exact: true }).fill(administrator.password);
  await elsewhere.getByRole('button', { name: 'Sign in' }).click();
  await expect(region(elsewhere, 'Response')).toContainText('third answer');
  await expect(elsewhere.getByLabel('prompt', { exact: true })).toHaveValue('the first question');
  expect(elsewhere.url()).toBe(link);
  expect(await elsewhere.content()).not.toContain(secret);
  await context.close();
});

test('a run becomes an example of one’s own blueprint', async ({ signedIn: page, upstream, api }) => {
  await trust(api, upstream.host);
  await api.call('POST', '/api/studio/blueprints/openai-chat/_fork', { id: 'playground-chat', title: 'Playground chat' });
  const { connector_id } = await api.call<Made>('POST', '/_plugins/_ml/connectors/_create?blueprint_id=playground-chat', {
    name: 'Chat with examples',
    version: '1',
    protocol: 'http',
    parameters: { model: 'm-1' },
    credential: { key: secret },
    actions: [
      {
        action_type: 'predict',
        method: 'POST',
        url: `http://${upstream.host}/v1/chat/completions`,
        headers: { Authorization: 'Bearer ${credential.key}' },
        request_body: '{ "model": "${parameters.model}", "messages": ${parameters.messages} }',
      },
    ],
  });
  upstream.answers.length = 0;
  upstream.answers.push({ status: 200, body: { choices: [{ message: { role: 'assistant', content: 'Words to keep.' } }] } });
  await page.goto(`/playground?connector=${connector_id}`);
  await page.getByLabel('messages').fill('[{ "role": "user", "content": "Say something" }]');
  await page.keyboard.press('Control+Enter');
  await expect(region(page, 'Response')).toContainText('Words to keep.');
  await page.getByRole('button', { name: 'Save as example' }).click();
  await page.getByLabel('Title').fill('Something said');
  await page.getByRole('button', { name: 'Save example' }).click();
  await expect(page.getByText('Example added to the draft of Playground chat.')).toBeVisible();
  const { examples } = await api.call<{ examples: { title: string; recorded: unknown }[] }>(
    'GET',
    '/api/studio/blueprints/playground-chat?draft=true',
  );
  expect(examples.at(-1)).toMatchObject({
    title: 'Something said',
    input: { parameters: { messages: [{ role: 'user', content: 'Say something' }] } },
    recorded: { choices: [{ message: { content: 'Words to keep.' } }] },
  });
});

test('a run comes back with its numbers as they were spelled, is compared from the history, and copied as a call', {
  tag: '@long',
}, async ({ signedIn: page, upstream, api }) => {
  await trust(api, upstream.host);
  const connector = await aConnector(api, 'Spelled numbers', {
    url: `http://${upstream.host}/v1`,
    request_body: '{ "n": ${parameters.n}, "q": "${parameters.q}" }',
  });
  const model = { name: 'Spelled model', function_name: 'remote', connector_id: connector };
  const { model_id } = await api.call<{ model_id: string }>('POST', '/_plugins/_ml/models/_register', model);
  upstream.answers.length = 0;
  upstream.received.length = 0;
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(`/playground?connector=${connector}`);
  const n = page.getByRole('textbox', { name: 'n', exact: true });
  await n.fill('1.0');
  await page.getByRole('textbox', { name: 'q', exact: true }).fill('first');
  await page.keyboard.press('Control+Enter');
  await expect(region(page, 'Response')).toContainText('Answered · 200');
  await n.fill('2.0'); // and not 2.50, which ML Commons keeps as 2.5
  await page.keyboard.press('Control+Enter');
  await expect.poll(() => upstream.received.map(({ body }) => body)).toEqual(['{ "n": 1.0, "q": "first" }', '{ "n": 2.0, "q": "first" }']);

  await page.getByRole('button', { name: 'History' }).click();
  const history = page.getByRole('dialog', { name: 'History' });
  await history
    .getByRole('listitem')
    .nth(1)
    .getByRole('button', { name: /^Compare/ })
    .click();
  const comparison = page.getByRole('dialog', { name: 'A run from the history and now' });
  await comparison.getByText('Payloads', { exact: true }).click();
  await expect(comparison).toContainText('"n": 1.0');
  await expect(comparison).toContainText('"n": 2.0');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'History' }).click();
  await history.getByRole('listitem').nth(1).getByRole('button', { name: /^Open/ }).click();
  await expect(n).toHaveValue('1.0');
  await expect(region(page, 'Response')).not.toContainText('for an earlier input');

  await page.getByRole('button', { name: 'Copy as' }).click();
  await page.getByRole('menuitem', { name: 'cURL' }).click();
  await expect(page.getByText('Copied as cURL.')).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain(`/_plugins/_ml/models/${model_id}/_predict'`);
  expect(copied).toContain('"n": 1.0');
  expect(copied).not.toContain(secret);
});

test('a run of a draft is opened with the connector as it was typed', { tag: '@long' }, async ({ signedIn: page, upstream, api }) => {
  await trust(api, upstream.host);
  const action = { url: `http://${upstream.host}/v1`, request_body: '{ "saved": "${parameters.q}" }' };
  const connector = await aConnector(api, 'Saved one', action);
  upstream.answers.length = 0;
  const draft = {
    connector_id: connector,
    protocol: 'http',
    name: 'Typed one',
    actions: [{ action_type: 'predict', method: 'POST', ...action, request_body: '{ "typed": "${parameters.q}" }' }],
  };
  const { run_id } = await api.call<{ run_id: string }>('POST', '/api/studio/predictions', {
    target: { connector: draft },
    mode: 'send',
    body: { parameters: { q: 'x' } },
  });
  await page.goto(`/playground?run=${run_id}`);
  await expect(page.getByText('This run tried a draft')).toBeVisible();
  await expect(region(page, 'Request')).toContainText('"typed": "x"');
  upstream.received.length = 0;
  await page.keyboard.press('Control+Enter');
  await expect.poll(() => upstream.received.map(({ body }) => body)).toEqual(['{ "typed": "x" }']);
});

test('without a network a call waits and is sent when it is back; what is typed meanwhile marks the answer', { tag: '@long' }, async ({
  signedIn: page,
  context,
  upstream,
  api,
}) => {
  await trust(api, upstream.host);
  const connector = await aConnector(api, 'Patient', { url: `http://${upstream.host}/v1`, request_body: '{ "q": "${parameters.q}" }' });
  upstream.answers.length = 0;
  upstream.received.length = 0;
  await page.goto(`/playground?connector=${connector}`);
  const q = page.getByRole('textbox', { name: 'q', exact: true });
  const response = region(page, 'Response');
  await q.fill('first');
  await context.setOffline(true);
  await page.keyboard.press('Control+Enter');
  await expect(response).toContainText('You are offline. It is sent once you are back.');
  await q.fill('second');
  expect(upstream.received).toEqual([]);
  await context.setOffline(false);
  await expect(response).toContainText('Answered · 200');
  await expect(response).toContainText('This answer is for an earlier input.');
  expect(upstream.received.map(({ body }) => body)).toEqual(['{ "q": "first" }']);
  await context.setOffline(true);
  await page.keyboard.press('Control+Enter');
  await response.getByRole('button', { name: 'Cancel' }).click();
  await expect(response).toContainText('Cancelled');
  await context.setOffline(false);
  await q.fill('first');
  expect(upstream.received).toHaveLength(1);
});

test('an answer over 1 MB shows its beginning and is downloaded whole', { tag: '@long' }, async ({ signedIn: page, upstream, api }) => {
  await trust(api, upstream.host);
  const connector = await aConnector(api, 'Long answer', { url: `http://${upstream.host}/v1`, request_body: '{ "q": "hi" }' });
  upstream.answers.length = 0;
  upstream.answers.push({ status: 200, body: { text: 'x'.repeat(1_500_000) } });
  await page.goto(`/playground?connector=${connector}`);
  await page.getByRole('button', { name: 'Send Ctrl Enter', exact: true }).click();
  const response = region(page, 'Response');
  await expect(response).toContainText('1,500,000 characters');
  await response.getByRole('tab', { name: 'Raw' }).click();
  await expect(response).toContainText('The first 200,000 of 1,500,011 characters.');
  const download = page.waitForEvent('download');
  await response.getByRole('button', { name: 'Download' }).click();
  expect((await download).suggestedFilename()).toMatch(/^answer-[\w-]{20}\.txt$/);
});

test('of an input that is split into calls every call has its trace', { tag: '@long' }, async ({ signedIn: page, upstream, api }) => {
  await trust(api, upstream.host);
  const connector = await aConnector(
    api,
    'One by one',
    {
      url: `http://${upstream.host}/v1/embeddings`,
      request_body: '{ "input": ${parameters.input} }',
      pre_process_function: 'connector.pre_process.openai.embedding',
      post_process_function: 'connector.post_process.openai.embedding',
    },
    { parameters: { input_docs_processed_step_size: '1' } },
  );
  upstream.answers.length = 0;
  upstream.answers.push({ status: 200, body: { data: [{ embedding: [0.1] }] } }, { status: 200, body: { data: [{ embedding: [0.2] }] } });
  await page.goto(`/playground?connector=${connector}`);
  await page.getByRole('textbox', { name: 'Document 1' }).fill('bread');
  await page.getByRole('button', { name: 'Add document' }).click();
  await page.getByRole('textbox', { name: 'Document 2' }).fill('fish');
  await page.keyboard.press('Control+Enter');
  const trace = region(page, 'Trace');
  const call = trace.getByRole('combobox', { name: 'Call' }).or(trace.getByRole('textbox', { name: 'Call' }));
  await expect(call).toHaveValue('Call 1 of 2');
  await trace.getByRole('button', { name: /^Payload/ }).click();
  await expect(trace).toContainText('{ "input": ["bread"] }');
  await call.click();
  await page.getByRole('option', { name: 'Call 2 of 2' }).click();
  await expect(trace).toContainText('{ "input": ["fish"] }');
});
