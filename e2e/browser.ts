import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const installed = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/**
 * The Chromium of the end-to-end tests. Nothing is downloaded: on Linux x64 the binary comes out of an npm package, elsewhere an
 * installed browser is used. `CHROMIUM_PATH` names another one.
 * @returns undefined where none is found: then Playwright looks for its own
 */
export async function chromiumPath(): Promise<string | undefined> {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH;
  if (process.platform === 'linux' && process.arch === 'x64') return unpack();
  return installed.find((file) => fs.existsSync(file));
}

/** Unpacks once for each version (two seconds, 211 MB); two processes that do so at the same time do not meet. */
async function unpack(): Promise<string> {
  const main = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const { version } = JSON.parse(fs.readFileSync(path.join(path.dirname(main), '../package.json'), 'utf8'));
  const folder = path.resolve(`node_modules/.cache/chromium-${version}`);
  const binary = path.join(folder, 'chromium');
  if (!fs.existsSync(binary)) {
    const unfinished = `${folder}.${process.pid}`;
    fs.mkdirSync(unfinished, { recursive: true });
    await unpackInto(unfinished);
    try {
      fs.renameSync(unfinished, folder);
    } catch {
      fs.rmSync(unfinished, { recursive: true, force: true }); // another process was first
    }
  }
  if (lacksLibraries(binary)) {
    process.env.LD_LIBRARY_PATH = [path.join(folder, 'al2023/lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':');
  }
  return binary;
}

/** The package unpacks into the folder for temporary files, and adds its libraries and a font only where it believes to be in a cloud function. */
async function unpackInto(folder: string): Promise<void> {
  const before = ['TMPDIR', 'AWS_EXECUTION_ENV', 'LD_LIBRARY_PATH', 'FONTCONFIG_PATH'].map((name) => [name, process.env[name]] as const);
  process.env.TMPDIR = folder;
  process.env.AWS_EXECUTION_ENV = 'AWS_Lambda_nodejs24.x';
  try {
    const { default: chromium } = await import('@sparticuz/chromium');
    await chromium.executablePath();
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}

function lacksLibraries(binary: string): boolean {
  try {
    return execFileSync('ldd', [binary], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).includes('not found');
  } catch {
    return true; // no ldd here: the package's own libraries do no harm
  }
}
