import type { Page } from '@playwright/test';

/** Milliseconds after the last key that the preview waits before it begins. */
const pause = 150;

/**
 * Types a letter and waits until the rendered body has changed and was painted.
 * @returns milliseconds from the key to the paint, without the wait
 */
export async function previewWork(page: Page, times = 5): Promise<number> {
  const found: number[] = [];
  for (let time = 0; time < times; time++) {
    const change = page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          let key = 0;
          const typed = ({ timeStamp }: Event) => (key = timeStamp);
          document.addEventListener('keydown', typed, true);
          const pane = document.querySelector('[aria-label="Rendered body"]')?.parentElement;
          if (!pane) throw new Error('there is no preview');
          const observer = new MutationObserver(() => {
            observer.disconnect();
            document.removeEventListener('keydown', typed, true);
            // A message comes after the frame in which the change is painted.
            requestAnimationFrame(() => {
              const { port1, port2 } = new MessageChannel();
              port1.onmessage = () => resolve(performance.now() - key);
              port2.postMessage(0);
            });
          });
          observer.observe(pane, { childList: true, characterData: true, subtree: true });
        }),
    );
    await page.waitForTimeout(50); // the observer listens
    await page.keyboard.press('x');
    found.push((await change) - pause);
    await page.waitForTimeout(1500); // what the change set off is over
  }
  return found.sort((one, other) => one - other)[Math.floor(times / 2)] ?? 0;
}
