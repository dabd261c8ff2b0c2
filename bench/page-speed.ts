import type { CDPSession, Page } from '@playwright/test';

/** What one page took, in milliseconds; the shift is a number without unit. */
export type LoadTimes = { lcp: number; blocking: number; shift: number };

type Kept = { lcp: number; fcp: number; shift: number; tasks: { start: number; duration: number }[]; events: Map<number, number> };
type Observed = Window & { benchTimes: Kept };

/** Observers that keep what the browser tells; it runs in the page before anything else. */
function observe() {
  const kept: Kept = { lcp: 0, fcp: 0, shift: 0, tasks: [], events: new Map() };
  (window as unknown as Observed).benchTimes = kept; // as: the page and this file agree on the name
  type Entry = PerformanceEntry & { value?: number; hadRecentInput?: boolean; interactionId?: number };
  const watch = (type: string, take: (entry: Entry) => void, options: object = {}) =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true, ...options });
  watch('largest-contentful-paint', ({ startTime }) => (kept.lcp = startTime));
  watch('paint', ({ name, startTime }) => {
    if (name === 'first-contentful-paint') kept.fcp = startTime;
  });
  watch('layout-shift', ({ value = 0, hadRecentInput }) => (kept.shift += hadRecentInput ? 0 : value));
  watch('longtask', ({ startTime, duration }) => kept.tasks.push({ start: startTime, duration }));
  const timings = ({ interactionId, duration }: Entry) =>
    interactionId && kept.events.set(interactionId, Math.max(duration, kept.events.get(interactionId) ?? 0));
  watch('event', timings, { durationThreshold: 16 });
}

/** The network and the processor of a phone of the middle class (ui.md: 4×, 10 Mbit/s, 40 ms). */
export async function throttle(page: Page, { cpu = 4 } = {}): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page);
  const bytesPerSecond = 10_000_000 / 8;
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 40,
    downloadThroughput: bytesPerSecond,
    uploadThroughput: bytesPerSecond,
  });
  await session.send('Emulation.setCPUThrottlingRate', { rate: cpu });
  return session;
}

export const watchTimes = (page: Page) => page.addInitScript(observe);

/** Opens a page and waits until it has nothing left to do. */
export async function loadTimes(page: Page, path: string): Promise<LoadTimes> {
  await page.goto(path, { waitUntil: 'networkidle' });
  await page.waitForTimeout(1000); // the last observer reports
  return page.evaluate(() => {
    const { lcp, fcp, shift, tasks } = (window as unknown as Observed).benchTimes; // as: see `observe`
    const late = tasks.filter(({ start, duration }) => start + duration > fcp);
    return { lcp, shift, blocking: late.reduce((sum, { duration }) => sum + Math.max(0, duration - 50), 0) };
  });
}

/** Forgets interactions so far. */
export const forgetInteractions = (page: Page) => page.evaluate(() => (window as unknown as Observed).benchTimes.events.clear()); // as: see `observe`

/**
 * Interaction to next paint: the longest of all interactions, without the longest of every fifty (web.dev/inp).
 * @param count of interactions; those under 16 ms are not reported by the browser
 */
export async function interactionToNextPaint(page: Page, count: number): Promise<number> {
  const durations = await page.evaluate(() => [...(window as unknown as Observed).benchTimes.events.values()]); // as: see `observe`
  return durations.sort((one, other) => other - one)[Math.floor(count / 50)] ?? 16;
}
