import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BlueprintDraft } from '#lib/blueprints/blueprint.ts';
import { gallery } from '#lib/blueprints/gallery.ts';
import { isObject, type Json, type JsonObject } from '#lib/json/json.ts';
import { parseJson } from '#lib/json/read-json.ts';
import { readTranscript } from '../../test/clients/dev-tools.ts';
import { type Hcl, readHcl } from '../../test/copy-as/read-hcl.ts';
import { anyBody, wholeBody } from '../../test/copy-as/sample-bodies.ts';
import { copiedConnector } from './copied-connector.ts';
import { copyAs } from './copy-as.ts';
import { type CopyFormat, copyFormats, copyRefusal } from './copy-formats.ts';
import { asCurl } from './curl.ts';
import { hclText } from './terraform.ts';

const origin = 'http://127.0.0.1:3000';
const copied = (format: CopyFormat, connector: JsonObject) => copyAs(format, { connector, credentialKeys: [], origin });
const has = (command: string, ...args: string[]) => spawnSync(command, args).status === 0;
const samples = () => fc.sample(anyBody, { numRuns: 150, seed: 20_261_125 });

/** The body that a copy has to come to, with numbers as they are written. */
const wanted = (connector: JsonObject) => copiedConnector(connector, []);

describe('what is copied', () => {
  test('C-13: values of a credential are replaced by their names in every format', () => {
    for (const { id } of copyFormats) {
      const text = copied(id, wholeBody('127.0.0.1:1'));
      expect(text).not.toContain('planted secret');
      expect(text).toContain('<openAI_key>');
      expect(text).toContain('<org id>');
    }
  });

  test('keys that are set on the server stand in the copy, and members that nobody knows do not', () => {
    const connector = parseJson(
      '{"name":"a","credentials":{"key":"planted"},"access":"private","owner":{"name":"x"},"actions":[{"url":"u","x":"planted"}]}',
    );
    const body = copiedConnector(connector as JsonObject, ['key']); // as: the text of an object
    expect(body).toEqual(
      new Map<string, Json>([
        ['name', 'a'],
        ['credential', new Map([['key', '<key>']])],
        ['actions', [new Map([['url', 'u']])]],
        ['access_mode', 'private'],
      ]),
    );
  });

  test('C-13: secrets that stand outside of the credential have a stand-in too, placeholders stay', () => {
    const key = 'sk-abcdefghijklmnopqrstuvwx';
    const connector = parseJson(
      JSON.stringify({
        description: `uses ${key}`,
        parameters: { model: 'small', service_password: 'hunter2hunter2', api_key: '${credential.key}' },
        credential: { key: 'v' },
        actions: [
          {
            url: 'https://a.example/v1?key=abcdefgh&x=1',
            headers: { Authorization: 'Bearer written-out', 'x-api-key': '${credential.key}', Accept: 'text/plain', Cookie: 'a=b' },
            request_body: `{ "k": "${key}" }`,
          },
        ],
      }),
    ) as JsonObject; // as: the text of an object
    const text = copied('json', connector);
    expect(JSON.parse(text)).toEqual({
      description: 'uses <secret>',
      parameters: { model: 'small', service_password: '<service_password>', api_key: '${credential.key}' },
      credential: { key: '<key>' },
      actions: [
        {
          url: 'https://a.example/v1?key=<key>&x=1',
          headers: { Authorization: 'Bearer <Authorization>', 'x-api-key': '${credential.key}', Accept: 'text/plain', Cookie: '<Cookie>' },
          request_body: '{ "k": "<secret>" }',
        },
      ],
    });
    for (const { id } of copyFormats) expect(copied(id, connector)).not.toMatch(/sk-abc|hunter2|written-out|abcdefgh/);
  });

  test('a connector of a protocol that a format does not know is refused with the reason', () => {
    const refused = copyFormats.filter(({ id }) => copyRefusal(id, 'mcp_sse')).map(({ id }) => id);
    expect(refused).toEqual(['terraform', 'blueprint']);
    expect(copyFormats.filter(({ id }) => copyRefusal(id, 'aws_sigv4'))).toEqual([]);
  });
});

test('JSON and Dev Tools: whatever a connector holds comes back', () => {
  fc.assert(
    fc.property(anyBody, (connector) => {
      expect(parseJson(copied('json', connector))).toEqual(wanted(connector));
      const [request, ...others] = readTranscript(copied('dev_tools', connector));
      expect(others).toEqual([]);
      expect(request).toMatchObject({ method: 'POST', path: '/_plugins/_ml/connectors/_create' });
      expect(parseJson(request?.body ?? '')).toEqual(wanted(connector));
    }),
    { numRuns: 500 },
  );
});

test('JSON keeps the spelling of numbers', () => {
  const text = '{"name":"a","parameters":{"x":1.0,"y":1e3,"z":12345678901234567890}}';
  expect(copied('json', parseJson(text) as JsonObject).replaceAll(/\s/g, '')).toBe(text); // as: the text of an object
});

test('Dev Tools: texts of several lines stand as they are', () => {
  const text = copied('dev_tools', wholeBody('h'));
  expect(text).toContain('"""{ "input": ${parameters.input}, "model": "${parameters.model}" }"""');
  expect(text).toContain('"""\n    StringBuilder builder = new StringBuilder();\n');
});

describe('cURL', () => {
  test.skipIf(!has('sh', '-c', 'true'))('a shell hands over whatever a connector holds, and who calls', () => {
    const bodies = [...samples(), new Map<string, Json>([['name', `${'long\'"\n'.repeat(6000)}\nEND\n`]])];
    const script = [
      `curl() { for a in "$@"; do printf '%s\\0' "$a"; if [ "$a" = '@-' ]; then cat; printf '\\0'; fi; done; printf '\\0\\0'; }`,
      "OPENSEARCH_USER=ana OPENSEARCH_PASSWORD='p \"x'",
      ...bodies.map((connector) => copied('curl', connector)),
    ].join('\n');
    const { stdout, stderr } = spawnSync('sh', [], { input: script, encoding: 'utf8', maxBuffer: 1e8 });
    expect(stderr).toBe('');
    const calls = stdout.split('\0\0\0').slice(0, -1);
    expect(calls).toHaveLength(bodies.length);
    calls.forEach((call, index) => {
      const args = call.split('\0');
      expect(args.slice(0, 7)).toEqual([
        '-X',
        'POST',
        `${origin}/_plugins/_ml/connectors/_create`,
        '-u',
        'ana:p "x',
        '-H',
        'Content-Type: application/json',
      ]);
      expect(parseJson(args.at(-1) ?? '')).toEqual(wanted(bodies[index] ?? new Map()));
    });
  });

  test('a body that is too long for one argument comes from a here-document', () => {
    expect(asCurl(new Map([['name', 'x'.repeat(40_000)]]), origin)).toContain("--data-binary @- <<'END'\n{");
  });
});

/** Runs the module with a client that only keeps what it gets. */
async function runJs(code: string): Promise<{ options: object; body: Json }> {
  const kept: { options?: object; body?: unknown } = {};
  class Client {
    readonly ml = {
      createConnector: async ({ body }: { body: unknown }) => {
        kept.body = body;
        return { body: { connector_id: 'made' } };
      },
    };
    constructor(options: object) {
      kept.options = options;
    }
  }
  const environment = { env: { OPENSEARCH_USER: 'ana', OPENSEARCH_PASSWORD: 'secret' } };
  const run = new Function('Client', 'process', 'console', `return (async () => {${code.replace(/^import .*$/m, '')}})()`);
  await run(Client, environment, { log: () => {} });
  return { options: kept.options ?? {}, body: parseJson(JSON.stringify(kept.body)) };
}

describe('opensearch-js', () => {
  test('whatever a connector holds reaches the client', async () => {
    await fc.assert(
      fc.asyncProperty(anyBody, async (connector) => {
        const { options, body } = await runJs(copied('opensearch_js', connector));
        expect(options).toEqual({ node: origin, auth: { username: 'ana', password: 'secret' } });
        expect(sorted(body)).toEqual(sorted(wanted(connector)));
      }),
      { numRuns: 300 },
    );
  });

  test('a number that JavaScript would write differently goes as ML Commons would keep it', async () => {
    const connector = parseJson('{"parameters":{"a":1.0,"b":12345678901234567890,"c":0.5,"d":0.0001,"e":7}}') as JsonObject; // as: above
    expect((await runJs(copied('opensearch_js', connector))).body).toEqual(
      parseJson('{"parameters":{"a":"1.0","b":"12345678901234567890","c":0.5,"d":0.0001,"e":7}}'),
    );
  });
});

/** JavaScript sorts names that look like numbers to the front; order of members is no part of a body. */
function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  return new Map([...value].map(([name, member]) => [name, sorted(member)] as const).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

const python = has('python3', '--version');

describe('opensearch-py', () => {
  test.skipIf(!python)('whatever a connector holds reaches the client', () => {
    const numbers = parseJson('{"parameters":{"a":1.0,"b":12345678901234567890,"c":0.5,"d":1e3,"e":true,"f":null,"g":[]}}') as JsonObject; // as: above
    const bodies = [...samples(), numbers];
    const harness = `
import json, os, sys, types
kept = []
class Ml:
    def create_connector(self, body):
        kept.append(body)
        return {"connector_id": "made"}
class OpenSearch:
    def __init__(self, hosts, http_auth):
        assert hosts == ["${origin}"] and http_auth == ("ana", "secret")
        self.plugins = types.SimpleNamespace(ml=Ml())
sys.modules["opensearchpy"] = types.SimpleNamespace(OpenSearch=OpenSearch)
os.environ["OPENSEARCH_USER"], os.environ["OPENSEARCH_PASSWORD"] = "ana", "secret"
out, sys.stdout = sys.stdout, open(os.devnull, "w")
for script in json.load(sys.stdin):
    exec(compile(script, "snippet", "exec"), {})
json.dump(kept, out)
`;
    const input = JSON.stringify(bodies.map((connector) => copied('opensearch_py', connector)));
    const { stdout, stderr } = spawnSync('python3', ['-c', harness], { input, encoding: 'utf8', maxBuffer: 1e8 });
    expect(stderr).toBe('');
    const read = parseJson(stdout);
    const last = parseJson('{"parameters":{"a":1.0,"b":12345678901234567890,"c":0.5,"d":"1000.0","e":true,"f":null,"g":[]}}');
    expect(read).toEqual([...samples().map(wanted), last]);
  });
});

const plain = (value: Json | undefined): Hcl => {
  if (isObject(value)) return Object.fromEntries([...value].map(([name, member]) => [name.normalize('NFC'), plain(member)]));
  return typeof value === 'string' ? value.normalize('NFC') : '';
};

describe('Terraform', () => {
  test('whatever a connector holds comes back, in the form that Terraform keeps strings in', () => {
    fc.assert(
      fc.property(anyBody, (connector) => {
        const body = wanted(connector);
        const resource = readHcl(copied('terraform', connector)).blocks.find(({ type }) => type === 'resource');
        expect(resource?.labels[0]).toBe('opensearch_ml_connector');
        expect(resource?.labels[1]).toMatch(/^[a-z][a-z0-9_]*$/);
        const attributes = Object.fromEntries(resource?.attributes ?? []);
        for (const name of ['name', 'description', 'version', 'protocol']) expect(attributes[name]).toBe(plain(body.get(name)));
        for (const name of ['parameters', 'credential']) expect(attributes[name]).toEqual(plain(body.get(name) ?? new Map()));
        const actions = body.get('actions') as JsonObject[]; // as: anyBody makes them
        expect(resource?.blocks.map(({ attributes: of }) => [of.get('url'), of.get('request_body'), of.get('headers') ?? {}])).toEqual(
          actions.map((one) => [plain(one.get('url')), plain(one.get('request_body')), plain(one.get('headers') ?? new Map())]),
        );
      }),
      { numRuns: 500 },
    );
  });

  test('our placeholders are not templates of Terraform, whatever stands in front of them', () => {
    expect(hclText('${parameters.a} %{b} $5 50%')).toBe('"$${parameters.a} %%{b} $5 50%"');
    expect(hclText('$${a}')).toBe('"\\u0024$${a}"');
  });

  test('what the resource has no attribute for is named', () => {
    const connector = parseJson(
      '{"name":"A b","client_config":{"skip_ssl_verification":true,"max_retry_times":2},"actions":[{"name":"n","url":"u"}]}',
    );
    const text = copied('terraform', connector as JsonObject); // as: above
    expect(text).toContain('# The resource has no attribute for: name of an action, client_config.skip_ssl_verification.\n');
    expect(readHcl(text).blocks.at(-1)).toMatchObject({ labels: ['opensearch_ml_connector', 'a_b'] });
  });

  test.skipIf(!has('terraform', 'version'))(
    'Terraform itself reads the strings as we mean them, and finds the file well laid out',
    () => {
      const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'copy-as-'));
      try {
        const texts = samples().flatMap((body) => [body.get('name'), body.get('description')].filter((value) => typeof value === 'string'));
        fs.writeFileSync(
          path.join(folder, 'main.tf'),
          `locals {\n  texts = [\n${texts.map((text) => `    ${hclText(text)},\n`).join('')}  ]\n}\n`,
        );
        fs.writeFileSync(path.join(folder, 'cli.tfrc'), '');
        const options = {
          cwd: folder,
          encoding: 'utf8',
          maxBuffer: 1e8,
          env: { ...process.env, CHECKPOINT_DISABLE: '1', TF_CLI_CONFIG_FILE: path.join(folder, 'cli.tfrc') },
        } as const;
        const { stdout, stderr } = spawnSync('terraform', ['console'], { ...options, input: 'base64encode(jsonencode(local.texts))\n' });
        expect(stderr).toBe('');
        const read = Buffer.from(JSON.parse(stdout.trim()), 'base64').toString();
        expect(JSON.parse(read)).toEqual(texts.map((text) => text.normalize('NFC')));
        const fmt = spawnSync('terraform', ['fmt', '-'], { ...options, input: copied('terraform', wholeBody('h')) });
        expect(fmt.stderr).toBe('');
        expect(fmt.stdout).toBe(copied('terraform', wholeBody('h')));
      } finally {
        fs.rmSync(folder, { recursive: true });
      }
    },
    60_000,
  );
});

describe('blueprint file', () => {
  test('is a draft of a blueprint whose connector is the one that was copied', () => {
    const file = BlueprintDraft.parse(JSON.parse(copied('blueprint', wholeBody('api.openai.com'))));
    expect(file).toMatchObject({
      id: 'bo-s-embeddings',
      provider: 'openai',
      task: 'text_embedding',
      trusted_pattern: '^http://api\\.openai\\.com/.*$',
      connector: { credential: { openAI_key: '<openAI_key>' }, client_config: { max_connection: 20 }, parameters: { model: 'small' } },
    });
    expect(file.questions.map(({ key, type, default: value }) => [key, type, value])).toEqual([
      ['credential.openAI_key', 'secret', undefined],
      ['credential.org id', 'secret', undefined],
      ['parameters.endpoint', 'text', 'api.openai.com'],
      ['parameters.model', 'text', 'small'],
    ]);
  });

  test('of a blueprint is its own file', () => {
    for (const blueprint of gallery) {
      const connector = parseJson(JSON.stringify(blueprint.connector)) as JsonObject; // as: the text of an object
      expect(JSON.parse(copyAs('blueprint', { connector, credentialKeys: [], origin, blueprint }))).toEqual(blueprint);
    }
  });

  test('the connectors of all blueprints find their provider, address and questions again', () => {
    for (const blueprint of gallery) {
      const connector = parseJson(JSON.stringify(blueprint.connector)) as JsonObject; // as: above
      const file = BlueprintDraft.parse(JSON.parse(copyAs('blueprint', { connector, credentialKeys: [], origin })));
      expect(file.connector.parameters).toEqual(blueprint.connector.parameters);
      expect(file.questions.filter(({ type }) => type === 'secret').map(({ key }) => key)).toEqual(
        Object.keys(blueprint.connector.credential).map((key) => `credential.${key}`),
      );
    }
  });
});
