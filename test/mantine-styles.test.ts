import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');
const read = (file: string) => fs.readFileSync(path.join(root, file), 'utf8');
const core = 'node_modules/@mantine/core';

const sources = ['app', 'components']
  .flatMap((folder) => fs.readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`))
  .filter((name) => /\.tsx?$/.test(name) && !name.includes('.test.'));

/** Names that our sources, and Mantine's notifications, take from the kit. */
function usedNames(): Set<string> {
  const texts = [
    ...sources,
    'node_modules/@mantine/notifications/esm/Notifications.mjs',
    'node_modules/@mantine/notifications/esm/NotificationContainer.mjs',
  ];
  const lists = texts.flatMap((file) => [...read(file).matchAll(/import \{([^}]*)\} from ['"]@mantine\/core['"]/g)]);
  return new Set(
    lists.flatMap(([, list = '']) =>
      list.split(',').map((name) =>
        name
          .trim()
          .replace(/^type /, '')
          .replace(/ as .*/, ''),
      ),
    ),
  );
}

/** Every component that these are built of: found by following the kit's own imports. */
function partsOf(names: ReadonlySet<string>): string[] {
  const index = read(`${core}/esm/index.mjs`);
  const queue: string[] = [];
  for (const [, list = '', file = ''] of index.matchAll(/import \{([^}]*)\} from "\.\/([^"]+)"/g)) {
    if (list.split(',').some((name) => names.has(name.trim()))) queue.push(`${core}/esm/${file}`);
  }
  const seen = new Set(queue);
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    for (const [, target = ''] of read(file).matchAll(/from "(\.[^"]+\.mjs)"/g)) {
      const next = path.posix.join(path.posix.dirname(file), target);
      if (seen.has(next)) continue;
      seen.add(next);
      queue.push(next);
    }
  }
  return [...seen].flatMap((file) => /([^/]+)\.module\.mjs$/.exec(file)?.[1] ?? []);
}

/** Order decides between rules of one layer: that of the kit's whole file. */
function inOrder(names: readonly string[]): string[] {
  const whole = read(`${core}/styles.css`);
  const placeOf = (name: string) => {
    const selector = /\.m_[0-9a-f]+/.exec(read(`${core}/styles/${name}.css`))?.[0];
    return selector === undefined ? -1 : whole.indexOf(selector);
  };
  return [...new Set(names)].sort((one, other) => placeOf(one) - placeOf(other));
}

test('app/mantine.css holds the styles of every part of the kit that is used, in the order of the kit, and no others', () => {
  const wanted = ['baseline', 'default-css-variables', 'global', ...inOrder(partsOf(usedNames()))];
  const imported = [...read('app/mantine.css').matchAll(/@import "@mantine\/core\/styles\/([\w-]+)\.layer\.css";/g)].map(
    ([, name]) => name,
  );
  expect(imported).toEqual(wanted);
});
