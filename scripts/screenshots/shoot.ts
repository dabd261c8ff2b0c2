import type { Browser, BrowserContext, Page, Request } from '@playwright/test';
import { administrator } from './sample-content.ts';
import type { Scene } from './scene.ts';
import { shown } from './steady-studio.ts';

export type Look = { theme: 'light' | 'dark'; width: number };

const heights = new Map([
  [320, 700],
  [375, 760],
]);

/** A browser of somebody who looks: in UTC, without motion, at an instant that does not pass. */
export async function openContext(browser: Browser, origin: string, { theme, width }: Look, isSignedIn: boolean): Promise<BrowserContext> {
  const context = await browser.newContext({
    baseURL: origin,
    viewport: { width, height: heights.get(width) ?? 800 },
    colorScheme: theme,
    reducedMotion: 'reduce',
    timezoneId: 'UTC',
    locale: 'en-US',
  });
  await context.clock.setFixedTime(shown);
  await context.addInitScript(measureSteadily);
  if (isSignedIn) {
    const answer = await context.request.post('/api/studio/session', { headers: { origin, 'osd-xsrf': 'true' }, data: administrator });
    if (!answer.ok()) throw new Error(`The sign-in answered ${answer.status()}.`);
  }
  return context;
}

/**
 * In the browser: a request takes 4 ms and everything else next to nothing, so that durations are the same in every round. Time does go on
 * with each look at the clock, for whoever waits for it.
 */
function measureSteadily() {
  let elapsed = 0;
  const really = window.fetch;
  window.fetch = (...given) => {
    elapsed += 4; // as it is asked: in which order two answers come is chance
    return really(...given);
  };
  performance.now = () => {
    elapsed += 0.0002;
    return elapsed;
  };
}

/** What is clicked while the browser still takes the page over from the server is lost. */
const isTaken = () =>
  [...document.querySelectorAll('button')].every((button) => Object.keys(button).some((key) => key.startsWith('__react')));

const isStill = () =>
  document.fonts.status === 'loaded' && [...document.querySelectorAll('[aria-busy="true"]')].every((part) => !part.checkVisibility());

/** @returns waits until nothing was asked of the server for 400 ms; longer than any field waits before it asks */
function watchRequests(page: Page): () => Promise<void> {
  const open = new Set<Request>();
  let changed = performance.now();
  const note = (change: () => unknown) => {
    change();
    changed = performance.now();
  };
  page.on('request', (request) => note(() => open.add(request)));
  for (const event of ['requestfinished', 'requestfailed'] as const) {
    page.on(event as 'requestfinished', (request) => note(() => open.delete(request))); // as: both have the same listener
  }
  return async () => {
    const end = performance.now() + 30_000;
    while (open.size > 0 || performance.now() - changed < 400) {
      if (performance.now() > end) throw new Error(`Still asked for: ${[...open].map((request) => request.url()).join(' ')}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
}

/** Waits until nothing on the page is on its way any more. */
async function settle(page: Page, quiet: () => Promise<void>) {
  await quiet();
  await page.waitForFunction(isStill);
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
}

export type Shot = {
  png: Buffer;
  /** Only what the window shows. */
  window: Buffer;
  /** What is wrong with the page: it answered no 200, or is wider than the window. */
  faults: string[];
};

/** Takes one picture. */
export async function shoot(context: BrowserContext, { path, act, height, isWhole = true }: Scene): Promise<Shot> {
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const size = page.viewportSize();
  if (height && size && size.width >= 992) await page.setViewportSize({ ...size, height });
  const quiet = watchRequests(page);
  const faults: string[] = [];
  page.on('pageerror', ({ message }) => faults.push(message));
  try {
    const answer = await page.goto(path);
    if (answer?.status() !== 200) faults.push(`answered ${answer?.status()}`);
    await page.waitForFunction(isTaken);
    await settle(page, quiet);
    await act?.(page);
    await settle(page, quiet);
    const window = await page.screenshot({ animations: 'disabled', caret: 'hide' });
    const png = isWhole ? await page.screenshot({ fullPage: true, animations: 'disabled', caret: 'hide' }) : window;
    const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (tooWide > 0) faults.push(`is ${tooWide} px wider than the window`);
    return { png, window, faults };
  } finally {
    await page.close();
  }
}
