import { type APIRequestContext, test as base, expect, type Page } from '@playwright/test';
import { type RunningStudio, startStudio } from './running-studio.ts';
import { startUpstream, type Upstream } from './upstream.ts';

export const administrator = { username: 'admin', password: 'correct horse battery' };

type Api = {
  /** Calls the REST API as the administrator; throws unless it answers 2xx. */
  call<Answer = Record<string, never>>(method: string, path: string, body?: unknown): Promise<Answer>;
};

type WorkerFixtures = { studio: RunningStudio; upstream: Upstream };
type TestFixtures = { api: Api; signedIn: Page };

async function signIn(request: APIRequestContext, origin: string) {
  const headers = { origin, 'osd-xsrf': 'true' };
  const response = await request.post(`${origin}/api/studio/session`, { headers, data: administrator });
  expect(response.status()).toBe(200);
}

/** What is clicked while the browser still takes the page over from the server is lost, so opening a page waits until React has it. */
function waitWhenOpened(page: Page) {
  const taken = () =>
    page.waitForFunction(() =>
      [...document.querySelectorAll('button')].every((button) => Object.keys(button).some((key) => key.startsWith('__react'))),
    );
  const [goto, reload] = [page.goto.bind(page), page.reload.bind(page)];
  page.goto = async (...given) => {
    const response = await goto(...given);
    await taken();
    return response;
  };
  page.reload = async (...given) => {
    const response = await reload(...given);
    await taken();
    return response;
  };
}

/** Every test file shares one running studio with an administrator, and one service that it may call. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  studio: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures that are needed off this pattern
    async ({}, use) => {
      const studio = await startStudio({
        STUDIO_ADMIN_USERNAME: administrator.username,
        STUDIO_ADMIN_PASSWORD: administrator.password,
        LOG_LEVEL: 'warn',
      });
      await use(studio);
      await studio.stop();
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  upstream: [
    // biome-ignore lint/correctness/noEmptyPattern: as above
    async ({}, use) => {
      const upstream = await startUpstream();
      await use(upstream);
      upstream.stop();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ studio }, use) => use(studio.origin),
  api: async ({ studio }, use) => {
    const authorization = `Basic ${Buffer.from(`${administrator.username}:${administrator.password}`).toString('base64')}`;
    const call: Api['call'] = async (method, path, body) => {
      const response = await fetch(studio.origin + path, {
        method,
        headers: { authorization, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const answer = await response.json();
      expect(response.ok, `${method} ${path} answered ${response.status}: ${JSON.stringify(answer)}`).toBe(true);
      return answer;
    };
    await call('PUT', '/_cluster/settings', { persistent: { '*': null } }); // whatever the test before needed
    await use({ call });
  },
  // biome-ignore lint/correctness/noUnusedFunctionParameters: `api` has put the settings back, whatever test ran here before
  signedIn: async ({ page, studio, api }, use) => {
    const failures: string[] = [];
    page.on('console', (message) => message.type() === 'error' && failures.push(message.text()));
    page.on('pageerror', (error) => failures.push(error.message));
    await signIn(page.request, studio.origin);
    waitWhenOpened(page);
    await use(page);
    // A request that is meant to fail prints its status; anything else is ours.
    expect(failures.filter((text) => !/Failed to load resource: the server responded with a status of 4/.test(text))).toEqual([]);
  },
});

export { expect };
