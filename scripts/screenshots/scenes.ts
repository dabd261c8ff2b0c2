import type { Page } from '@playwright/test';
import type { SampleContent } from './sample-content.ts';
import type { Scene } from './scene.ts';

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true }).first();
const opened = (page: Page) => page.getByRole('dialog').first().waitFor();
const open = (name: string | RegExp) => async (page: Page) => {
  await button(page, name).click();
  await opened(page);
};
const menu = (name: string | RegExp) => async (page: Page) => {
  await button(page, name).click();
  await page.getByRole('menu').waitFor();
};
const text = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true }).first();
const answered = (page: Page) => page.getByRole('region', { name: 'Trace' }).first().waitFor();

const curl = `curl https://api.example-provider.com/v1/embeddings \\
  -H 'Authorization: Bearer sk-your-key' -H 'Content-Type: application/json' \\
  -d '{"model": "embed-1", "input": ["hello world"]}'`;

/** Before anybody is there. */
export const setUpScenes = (link: string): Scene[] => [{ name: 'setup', path: link, isOpen: true, kept: 'light' }];

const connectorScenes = ({ connectors }: SampleContent): Scene[] => {
  const { chat, ollama } = connectors;
  return [
    { name: 'connectors', path: '/connectors', kept: 'light' },
    {
      name: 'connectors-filter',
      path: '/connectors',
      act: (page) => page.getByRole('search').getByRole('button', { name: 'State' }).click(),
    },
    { name: 'connectors-selected', path: '/connectors', act: (page) => page.getByRole('checkbox', { name: 'Select OpenAI chat' }).check() },
    { name: 'connectors-menu', path: '/connectors', act: menu('Actions for OpenAI chat') },
    { name: 'connectors-none', path: '/connectors?q=nothing+is+called+so' },
    {
      name: 'paste',
      path: '/connectors?paste=1',
      kept: 'light',
      isWhole: false,
      async act(page) {
        await button(page, 'Paste anything').click();
        await page.getByRole('dialog').getByRole('textbox', { name: 'Text' }).fill(curl);
        await page.getByRole('dialog').getByRole('region', { name: 'Recognised' }).waitFor();
      },
    },
    { name: 'connector-new', path: '/connectors/new', kept: 'light' },
    { name: 'connector-from-blueprint', path: '/connectors/new?blueprint=cohere-embed-v3', kept: 'light' },
    {
      name: 'connector-problems',
      path: '/connectors/new?blueprint=openai-chat',
      async act(page) {
        await text(page, 'Request body').fill('{ "model": ${parameters.modell}, "messages": ${parameter.messages} }');
        await text(page, 'Request body').blur();
        await button(page, 'Create connector').click();
      },
    },
    {
      name: 'function-lab',
      path: '/connectors/new?blueprint=cohere-embed-v3',
      act: open('Function lab for the post-process function'),
      isWhole: false,
    },
    { name: 'connector', path: `/connectors/${chat}`, kept: 'light' },
    { name: 'connector-edit', path: `/connectors/${ollama}?tab=edit` },
    {
      name: 'connector-json',
      path: `/connectors/${ollama}?tab=edit`,
      act: (page) => page.getByText('JSON', { exact: true }).first().click(),
    },
    {
      name: 'connector-unsaved',
      path: `/connectors/${ollama}?tab=edit`,
      isWhole: false,
      act: (page) => page.getByLabel('model', { exact: true }).fill('mxbai-embed-large'),
    },
    { name: 'connector-try', path: `/connectors/${chat}?tab=try` },
    { name: 'connector-used-by', path: `/connectors/${chat}?tab=used-by` },
    { name: 'connector-history', path: `/connectors/${chat}?tab=history` },
    { name: 'replace-key', path: `/connectors/${chat}`, act: open('Replace key'), kept: 'light', isWhole: false },
    { name: 'connector-blocked', path: `/connectors/${connectors.blocked}` },
  ];
};

const blueprintScenes = ({ blueprint }: SampleContent): Scene[] => [
  { name: 'blueprints', path: '/blueprints', kept: 'light', isWhole: false },
  { name: 'blueprints-table', path: '/blueprints?provider=cohere', act: (page) => page.getByTitle('Table').click() },
  { name: 'blueprints-cards', path: '/blueprints?provider=cohere', act: (page) => page.getByTitle('Cards').click() },
  { name: 'blueprints-none', path: '/blueprints?q=nothing+is+called+so' },
  { name: 'blueprint-import', path: '/blueprints', act: open('Import file'), isWhole: false },
  { name: 'blueprint', path: '/blueprints/cohere-embed-v3' },
  { name: 'blueprint-own', path: `/blueprints/${blueprint}`, kept: 'light' },
  { name: 'blueprint-template', path: `/blueprints/${blueprint}?tab=template` },
  { name: 'blueprint-examples', path: `/blueprints/${blueprint}?tab=examples` },
  { name: 'blueprint-versions', path: `/blueprints/${blueprint}?tab=versions` },
  { name: 'blueprint-copy-as', path: `/blueprints/${blueprint}`, act: menu('Copy as'), isWhole: false },
  { name: 'blueprint-new', path: '/blueprints/new' },
  { name: 'blueprint-edit', path: `/blueprints/${blueprint}/edit`, kept: 'light' },
  {
    name: 'blueprint-json',
    path: `/blueprints/${blueprint}/edit`,
    act: (page) => page.getByText('JSON', { exact: true }).first().click(),
  },
  {
    name: 'blueprint-publish',
    path: `/blueprints/${blueprint}/edit`,
    isWhole: false,
    async act(page) {
      await text(page, 'Summary').fill('Sorts support tickets, in twelve languages.');
      await open('Publish version')(page);
    },
  },
  { name: 'blueprint-problems', path: '/blueprints/new?title=Voyage+of+mine', act: open('Publish version'), isWhole: false },
  { name: 'blueprint-record', path: `/blueprints/${blueprint}/edit`, act: open('Record from the service'), isWhole: false },
  { name: 'blueprint-delete', path: `/blueprints/${blueprint}`, act: deleting('Ticket classifier'), isWhole: false },
];

/** A question that is asked from a menu. */
function deleting(name: string) {
  return async (page: Page) => {
    await menu(`Actions for ${name}`)(page);
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await opened(page);
  };
}

const modelScenes = ({ models }: SampleContent): Scene[] => [
  { name: 'models', path: '/models', kept: 'light' },
  { name: 'model', path: `/models?open=${models.chat}`, act: opened, isWhole: false },
  { name: 'model-register', path: '/models', act: open('Register model'), kept: 'light', isWhole: false },
];

const playgroundScenes = ({ connectors, runs }: SampleContent): Scene[] => {
  const { chat, titan, llama, mistral } = connectors;
  const fillChat = async (page: Page) => {
    await text(page, 'messages').fill('[{ "role": "user", "content": "What is a connector?" }]');
    await page.getByText('Mock', { exact: true }).first().click();
  };
  const send = async (page: Page) => {
    await page.keyboard.press('Control+Enter');
    await answered(page);
  };
  return [
    { name: 'playground-empty', path: '/playground' },
    {
      name: 'playground',
      path: `/playground?connector=${chat}`,
      kept: 'both',
      height: 1150,
      async act(page) {
        await fillChat(page);
        await send(page);
        await page.getByRole('tab', { name: 'Text' }).click();
      },
    },
    { name: 'playground-failed', path: `/playground?run=${runs.failed}`, act: answered, kept: 'light', height: 1420 },
    {
      name: 'playground-sign',
      path: `/playground?connector=${titan}`,
      async act(page) {
        await text(page, 'Document 1').fill('hello world');
        await button(page, 'Dry run').click();
        await answered(page);
        await page.getByRole('tab', { name: 'Sign' }).click();
      },
    },
    { name: 'playground-history', path: `/playground?connector=${chat}`, act: open('History'), isWhole: false },
    {
      name: 'playground-share',
      path: `/playground?run=${runs.answered}`,
      isWhole: false,
      kept: 'light',
      async act(page) {
        await answered(page);
        await page.getByRole('tab', { name: 'Text' }).click();
      },
    },
    {
      name: 'playground-compare',
      path: `/playground?tab=compare&target=connector%3D${llama}&target=connector%3D${mistral}`,
      kept: 'light',
      height: 1000,
      async act(page) {
        await text(page, 'messages').fill('[{ "role": "user", "content": "What is a connector?" }]');
        await page.keyboard.press('Control+Enter');
        await page.getByRole('row', { name: /^mistral-small Answered/ }).waitFor();
      },
    },
    {
      name: 'playground-batch',
      path: `/playground?tab=batch&connector=${llama}`,
      kept: 'light',
      height: 1000,
      async act(page) {
        const messages = (words: string) => JSON.stringify({ messages: [{ role: 'user', content: words }] });
        await page.getByText('JSON lines', { exact: true }).click();
        await text(page, 'Rows').fill(['What is a connector?', 'How is a key kept?', 'Which hosts are trusted?'].map(messages).join('\n'));
        await page.getByRole('region', { name: 'First row' }).waitFor();
      },
    },
  ];
};

const studioScenes: Scene[] = [
  { name: 'settings', path: '/settings', kept: 'light' },
  {
    name: 'settings-trust',
    path: '/settings',
    isWhole: false,
    kept: 'light',
    async act(page) {
      await text(page, 'Try an address').fill('https://api.voyageai.com/v1/embeddings');
      await page.getByRole('button', { name: /^Add \^/ }).waitFor();
    },
  },
  { name: 'activity', path: '/activity', kept: 'light' },
  { name: 'activity-changes', path: '/activity?tab=changes' },
  { name: 'users', path: '/users' },
  { name: 'account', path: '/account' },
  { name: 'errors', path: '/help/errors' },
  { name: 'guides', path: '/help' },
  { name: 'guide', path: '/help/write-a-blueprint' },
  { name: 'palette', path: '/connectors', isWhole: false, act: palette },
  {
    name: 'shortcuts',
    path: '/connectors',
    isWhole: false,
    async act(page) {
      await page.keyboard.press('?');
      await opened(page);
    },
  },
  { name: 'help', path: '/connectors', act: menu('Help'), isWhole: false },
  { name: 'theme', path: '/connectors', act: menu('Theme'), isWhole: false },
  { name: 'user-menu', path: '/connectors', act: menu(/user menu of/), isWhole: false },
  { name: 'sign-in', path: '/sign-in', isOpen: true },
];

async function palette(page: Page) {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search the studio' }).fill('chat');
  await page
    .getByRole('option', { name: /^OpenAI chat/ })
    .first()
    .waitFor();
}

/** Only where the navigation is behind a button. */
export const narrowScenes: Scene[] = [
  { name: 'navigation', path: '/connectors', act: open('Open the navigation'), isWhole: false },
  { name: 'blueprints-filters', path: '/blueprints', act: open(/^Filters/), isWhole: false },
];

/** Every page, with its main states. */
export const scenes = (content: SampleContent): Scene[] => [
  ...connectorScenes(content),
  ...blueprintScenes(content),
  ...modelScenes(content),
  ...studioScenes,
  ...playgroundScenes(content), // last: they leave runs, which other pages count
];
