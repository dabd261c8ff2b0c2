// npm run screenshots: pictures of every page in both themes, from a studio of its own with sample content and a clock that stands still.
// All go to .screenshots/ (not in git); those that guides and README show go to docs/images too. Two rounds give the same pictures.
//   --widths=320,768,1280,1680  other widths (1280); docs/images are of 1280 px
//   --themes=light,dark         both unless said otherwise
//   --only=PATTERN              scenes whose names match, for example --only='^blueprint'
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type Browser, chromium } from '@playwright/test';
import { chromiumPath } from '../e2e/browser.ts';
import { administrator, makeContent } from './screenshots/sample-content.ts';
import { startService } from './screenshots/sample-service.ts';
import type { Scene } from './screenshots/scene.ts';
import { narrowScenes, scenes, setUpScenes } from './screenshots/scenes.ts';
import { type Look, openContext, shoot } from './screenshots/shoot.ts';
import { type SteadyStudio, startSteadyStudio } from './screenshots/steady-studio.ts';

const { values } = parseArgs({
  options: {
    widths: { type: 'string', default: '1280' },
    themes: { type: 'string', default: 'light,dark' },
    only: { type: 'string', default: '' },
  },
});
const all = path.resolve('.screenshots');
const shown = path.resolve('docs/images');
const keptWidth = 1280;
const only = new RegExp(values.only);

const looks: Look[] = values.widths
  .split(',')
  .flatMap((width) =>
    values.themes.split(',').map((theme) => ({ theme: theme === 'dark' ? ('dark' as const) : ('light' as const), width: Number(width) })),
  );

let failures = 0;

async function take(browser: Browser, studio: SteadyStudio, list: Scene[]) {
  for (const look of looks) {
    const narrow = look.width < 992 && !list.some(({ isOpen }) => isOpen && list.length === 1) ? narrowScenes : [];
    const contexts = {
      open: await openContext(browser, studio.origin, look, false),
      signedIn: list.every(({ isOpen }) => isOpen) ? undefined : await openContext(browser, studio.origin, look, true),
    };
    for (const scene of [...list, ...narrow].filter(({ name }) => only.test(name))) {
      const context = scene.isOpen ? contexts.open : contexts.signedIn;
      if (context) await takeOne(context, scene, look);
    }
    await contexts.open.close();
    await contexts.signedIn?.close();
  }
}

async function takeOne(context: Parameters<typeof shoot>[0], scene: Scene, { theme, width }: Look) {
  const name = `${scene.name}-${theme}-${width}`;
  try {
    const { png, window, faults } = await shoot(context, scene);
    fs.writeFileSync(path.join(all, `${name}.png`), png);
    if (width === keptWidth && scene.kept && (theme === 'light' || scene.kept === 'both')) {
      fs.writeFileSync(path.join(shown, `${scene.name}${theme === 'dark' ? '-dark' : ''}.png`), window);
    }
    if (faults.length > 0) failures += 1;
    console.log(`${faults.length > 0 ? 'LOOK' : 'ok  '} ${name} ${faults.join('; ')}`);
  } catch (thrown) {
    failures += 1;
    console.log(`FAIL ${name}: ${(thrown as Error).message.split('\n').slice(0, 3).join(' ')}`);
  }
}

async function setUp({ origin, setUpLink }: SteadyStudio) {
  const token = new URL(setUpLink).searchParams.get('token');
  const answer = await fetch(`${origin}/api/studio/setup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin, 'osd-xsrf': 'true' },
    body: JSON.stringify({ token, ...administrator, sample: false }),
  });
  if (!answer.ok) throw new Error(`The set-up answered ${answer.status}: ${await answer.text()}`);
}

fs.mkdirSync(all, { recursive: true });
fs.mkdirSync(shown, { recursive: true });
const service = await startService();
const studio = await startSteadyStudio();
const browser = await chromium.launch({ executablePath: await chromiumPath(), args: ['--no-sandbox'] });
try {
  await take(browser, studio, setUpScenes(studio.setUpLink));
  await setUp(studio);
  await take(browser, studio, scenes(await makeContent(studio)));
} finally {
  await browser.close();
  await studio.stop();
  service.stop();
}
console.log(failures === 0 ? 'All pictures are taken.' : `${failures} of the pictures need a look.`);
process.exitCode = failures === 0 ? 0 : 1;
