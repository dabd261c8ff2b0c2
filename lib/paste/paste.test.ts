import { describe, expect, test } from 'vitest';
import { gallery } from '#lib/blueprints/gallery.ts';
import { plainValue } from '#lib/json/plain-value.ts';
import { writeJson } from '#lib/json/write-json.ts';
import { paste } from './paste.ts';
import type { Recognised } from './paste-result.ts';

const read = (text: string, answers: Record<string, string> = {}): Recognised => {
  const result = paste(text, { gallery, answers: new Map(Object.entries(answers)) });
  if (result.kind === 'unknown') throw new Error(result.reason);
  return result;
};
// biome-ignore lint/suspicious/noExplicitAny: a body whose members each test knows
const bodyOf = ({ connector }: Recognised): any => JSON.parse(writeJson(connector));
const messages = (notes: readonly { message: string; line?: number | undefined }[]) =>
  notes.map(({ message, line }) => `${line}: ${message}`);

const small = '{"name":"n","version":"1","protocol":"http","parameters":{},"credential":{"key":"k"},"actions":[]}';
const create = 'POST /_plugins/_ml/connectors/_create';

describe('a call of a service', () => {
  const openai = `curl https://api.openai.com/v1/embeddings \\
  -H "Authorization: Bearer sk-proj-abcdefghijklmnopqrstuvwxyz123456" \\
  -H "Content-Type: application/json" \\
  -d '{"input": "The food was delicious", "model": "text-embedding-3-small", "encoding_format": "float"}'`;

  test('becomes a connector: host, key and model in their places, with the functions of the blueprint for it', () => {
    const result = read(openai);
    expect(result).toMatchObject({ kind: 'provider_call', label: 'A cURL call of OpenAI' });
    expect(bodyOf(result)).toEqual({
      name: 'OpenAI embeddings',
      version: '1',
      protocol: 'http',
      parameters: {
        endpoint: 'api.openai.com',
        model: 'text-embedding-3-small',
        encoding_format: 'float',
        input_docs_processed_step_size: '2048',
      },
      credential: { openAI_key: 'sk-proj-abcdefghijklmnopqrstuvwxyz123456' },
      actions: [
        {
          action_type: 'predict',
          method: 'POST',
          url: 'https://${parameters.endpoint}/v1/embeddings',
          headers: { Authorization: 'Bearer ${credential.openAI_key}', 'Content-Type': 'application/json' },
          request_body:
            '{\n  "input": ${parameters.input},\n  "model": "${parameters.model}",\n  "encoding_format": "${parameters.encoding_format}"\n}',
          pre_process_function: 'connector.pre_process.openai.embedding',
          post_process_function: 'connector.post_process.openai.embedding',
        },
      ],
    });
    expect(plainValue(result.sample ?? null)).toMatchObject({ parameters: { input: ['The food was delicious'] } });
  });

  test('C-17: its secret is in the credential and in nothing else that is shown', () => {
    const { connector, pasted, ...shown } = read(openai);
    expect(JSON.stringify(shown)).not.toContain('sk-proj');
    expect(writeJson(connector).split('sk-proj')).toHaveLength(2);
    expect(pasted).toBe(connector);
  });

  test('can take the whole blueprint instead, with its own key and model', () => {
    const result = read(openai, { blueprint: 'blueprint' });
    expect(result.blueprint?.id).toBe('openai-embedding');
    expect(bodyOf(result)).toMatchObject({
      parameters: { model: 'text-embedding-3-small', dimensions: '1024' },
      credential: { openAI_key: 'sk-proj-abcdefghijklmnopqrstuvwxyz123456' },
      actions: [{ url: 'https://${parameters.endpoint}/v1/embeddings' }],
    });
  });

  test('can stay as it is', () => {
    const [action] = bodyOf(read(openai, { blueprint: 'own' })).actions;
    expect(action).not.toHaveProperty('pre_process_function');
    expect(action.request_body).toContain('"input": "${parameters.input}"');
  });

  test.each([
    ['Authorization: Bearer $OPENAI_API_KEY', 'Bearer ${credential.OPENAI_API_KEY}', { OPENAI_API_KEY: '' }],
    ['Authorization: Bearer <YOUR_KEY>', 'Bearer ${credential.api_key}', { api_key: '' }],
    ['Authorization: Token abcdefghijkl', 'Token ${credential.api_key}', { api_key: 'abcdefghijkl' }],
    ['authorization: abcdefghijkl', '${credential.api_key}', { api_key: 'abcdefghijkl' }],
    ['X-Api-Key: YOUR_API_KEY', '${credential.api_key}', { api_key: '' }],
    ['Ocp-Apim-Subscription-Key: 0123456789', '${credential.api_key}', { api_key: '0123456789' }],
  ])('the header %s is sent as %s', (header, value, credential) => {
    const body = bodyOf(read(`curl https://models.example/v1/x -H "${header}" -d '{}'`));
    expect(Object.values(body.actions[0].headers)).toEqual([value]);
    expect(body.credential).toEqual(credential);
  });

  test('a name and password become a basic header', () => {
    const body = bodyOf(read(`curl -u 'ana:pässword' https://models.example/v1/x -d '{"text":"hi"}'`));
    expect(body.credential).toEqual({ basic_auth: Buffer.from('ana:pässword').toString('base64') });
    expect(body.actions[0].headers).toEqual({ Authorization: 'Basic ${credential.basic_auth}' });
  });

  test('a key in the address goes to a header, which is asked about where it is not known', () => {
    const gemini = read(
      `curl "https://generativelanguage.googleapis.com/v1beta/models/gemini-2:generateContent?key=$KEY" -d '{"contents":[]}'`,
    );
    expect(bodyOf(gemini)).toMatchObject({
      parameters: { model: 'gemini-2' },
      credential: { gemini_key: '' },
      actions: [
        {
          url: 'https://${parameters.endpoint}/v1beta/models/${parameters.model}:generateContent',
          headers: { 'x-goog-api-key': '${credential.gemini_key}' },
        },
      ],
    });
    const other = `curl 'https://models.example/v1?api_key=0123456789abcdef' -d '{"text":"x"}'`;
    expect(read(other).questions).toMatchObject([{ id: 'query secret', answer: undefined }]);
    expect(bodyOf(read(other, { 'query secret': 'x-api-key' }))).toMatchObject({
      credential: { api_key: '0123456789abcdef' },
      actions: [{ url: 'https://${parameters.endpoint}/v1', headers: { 'x-api-key': '${credential.api_key}' } }],
    });
    expect(JSON.stringify([...JSON.stringify(bodyOf(read(other)))].join(''))).not.toContain('0123456789abcdef');
  });

  test('what the address leaves open is asked for and put into a parameter', () => {
    const text = `curl https://api.cloudflare.com/client/v4/accounts/{ACCOUNT_ID}/ai/run/@cf/baai/bge -H "Authorization: Bearer {API_TOKEN}" -d '{"prompt":"x"}'`;
    expect(read(text).questions).toMatchObject([{ id: 'parameters.account_id', answer: undefined }]);
    expect(bodyOf(read(text, { 'parameters.account_id': 'a1' }))).toMatchObject({
      parameters: { account_id: 'a1' },
      actions: [{ url: 'https://${parameters.endpoint}/client/v4/accounts/${parameters.account_id}/ai/run/@cf/baai/bge' }],
    });
  });

  test('a secret in the body is named and left out, a stream is not asked for', () => {
    const result = read(`curl https://models.example/v1 -d '{"api_key":"0123456789abcdef","prompt":"x","stream":true,"n":2}'`);
    expect(bodyOf(result).actions[0].request_body).toBe('{\n  "prompt": "${parameters.prompt}",\n  "n": ${parameters.n}\n}');
    expect(messages(result.unplaced)).toEqual([
      '1: api_key in the body is a secret: a connector sends those in headers only',
      '1: "stream": true was left out: a prediction of a connector waits for the whole answer',
    ]);
  });

  test.each([
    [
      'an option',
      `curl "https://bedrock-runtime.us-west-2.amazonaws.com/model/amazon.titan-embed-text-v2:0/invoke" --aws-sigv4 "aws:amz:us-west-2:bedrock" --user "$ID:$SECRET" -H "x-amz-security-token: $TOKEN" -d '{"inputText":"hi"}'`,
      { access_key: '', secret_key: '', session_token: '' },
    ],
    [
      'a signature',
      `curl https://bedrock-runtime.us-west-2.amazonaws.com/model/amazon.titan-embed-text-v2:0/invoke -H "Authorization: AWS4-HMAC-SHA256 Credential=AKIA0123456789ABCDEF/20260101/us-west-2/bedrock/aws4_request, SignedHeaders=host, Signature=ab" -H "X-Amz-Date: 20260101T000000Z" -d '{"inputText":"hi"}'`,
      { access_key: 'AKIA0123456789ABCDEF', secret_key: '' },
    ],
  ])('a call of AWS that is signed by %s gets protocol aws_sigv4', (_, text, credential) => {
    expect(bodyOf(read(text))).toMatchObject({
      protocol: 'aws_sigv4',
      parameters: { region: 'us-west-2', service_name: 'bedrock', model: 'amazon.titan-embed-text-v2:0' },
      credential,
      actions: [
        {
          url: 'https://bedrock-runtime.${parameters.region}.amazonaws.com/model/${parameters.model}/invoke',
          post_process_function: 'connector.post_process.bedrock.embedding',
        },
      ],
    });
  });

  test('a key of Bedrock in a header is no signature', () => {
    const text = `curl https://bedrock-runtime.us-east-1.amazonaws.com/model/m/converse -H "Authorization: Bearer $AWS_BEARER_TOKEN_BEDROCK" -d '{"messages":[]}'`;
    expect(bodyOf(read(text))).toMatchObject({
      protocol: 'http',
      actions: [{ headers: { Authorization: expect.stringContaining('Bearer ${credential.') } }],
    });
  });

  test.each([
    [
      'python',
      `API_KEY = os.environ["COHERE_API_KEY"]\nmodel = "embed-v4.0"\npayload = {"model": model, "texts": ["hello"], "input_type": "search_document",}\nr = requests.post("https://api.cohere.com/v2/embed", json=payload, headers={"Authorization": f"Bearer {API_KEY}"})`,
    ],
    [
      'javascript',
      'const model = "embed-v4.0";\nconst res = await fetch("https://api.cohere.com/v2/embed", {\n  method: "POST",\n  headers: { Authorization: `Bearer ${process.env.COHERE_API_KEY}` },\n  body: JSON.stringify({ model, texts: ["hello"], input_type: "search_document" }), // the texts\n});',
    ],
  ])('a program in %s makes the same call', (kind, text) => {
    const result = read(text);
    expect(result.kind).toBe(kind);
    expect(bodyOf(result)).toMatchObject({
      parameters: { endpoint: 'api.cohere.com', model: 'embed-v4.0', input_type: 'search_document' },
      credential: { cohere_key: '' },
      actions: [
        {
          method: 'POST',
          headers: { Authorization: 'Bearer ${credential.cohere_key}' },
          request_body:
            '{\n  "model": "${parameters.model}",\n  "texts": ${parameters.texts},\n  "input_type": "${parameters.input_type}"\n}',
        },
      ],
    });
  });

  test('one of several calls is asked about', () => {
    const text = `curl https://a.example/v1/one -d '{"text":"x"}'\n\ncurl https://b.example/v1/two -d '{"text":"x"}'`;
    expect(bodyOf(read(text)).parameters.endpoint).toBe('a.example');
    expect(bodyOf(read(text, { 'which call': '1' })).parameters.endpoint).toBe('b.example');
  });
});

describe('a connector in a text', () => {
  test('says what else the text asks for', () => {
    const result = read(`GET /_cat/indices\n\n${create}\n${small}\n\nPOST /_plugins/_ml/models/_register\n{ "name": "m" }`);
    expect(result.label).toBe('A Dev Tools request');
    expect(messages(result.seen)).toEqual([
      '1: GET /_cat/indices',
      '6: POST /_plugins/_ml/models/_register registers a model; do that from the page of the connector',
    ]);
  });

  test('of several, one is asked about', () => {
    const text = `${create}\n${small}\n${create}\n${small.replace('"n"', '"second"')}`;
    expect(read(text).questions).toMatchObject([{ id: 'which connector', choices: [{ label: 'n, line 1' }, { label: 'second, line 3' }] }]);
    expect(bodyOf(read(text, { 'which connector': '1' })).name).toBe('second');
  });

  test('as a server answers it loses what only the server writes, and lists its secrets', () => {
    const stored = {
      name: 'n',
      version: '1',
      protocol: 'http',
      parameters: {},
      actions: [
        { action_type: 'PREDICT', method: 'POST', url: 'https://a.example', headers: { Authorization: 'Bearer ${credential.key}' } },
      ],
      owner: { name: 'ana' },
      access: 'private',
      created_time: 1,
      last_updated_time: 2,
    };
    const { owner: _1, created_time: _2, last_updated_time: _3, access: _4, ...kept } = stored;
    expect(bodyOf(read(JSON.stringify(stored)))).toEqual({ ...kept, access_mode: 'private', credential: { key: '' } });
  });

  test('C-17: a secret in a header or a parameter moves to the credential', () => {
    const written = {
      ...JSON.parse(small),
      parameters: { api_key: 'abcdefgh12345678', model: 'm' },
      actions: [
        {
          action_type: 'predict',
          method: 'POST',
          url: 'https://a.example',
          headers: { Authorization: 'Bearer sk-abcdefghijklmnopqrstuvwxyz', 'x-key': '${parameters.api_key}' },
        },
      ],
    };
    expect(bodyOf(read(JSON.stringify(written)))).toMatchObject({
      parameters: { model: 'm' },
      credential: { key: 'k', api_key: 'sk-abcdefghijklmnopqrstuvwxyz' },
    });
  });

  test('placeholders of secrets become empty fields of the same name', () => {
    const written = small.replace('{"key":"k"}', '{"a":"<YOUR_KEY>","b":"$OPENAI_API_KEY","c":"your-api-key","d":"sk-...","e":"hunter22"}');
    expect(bodyOf(read(written)).credential).toEqual({ a: '', b: '', c: '', d: '', e: 'hunter22' });
    const python = `body = {"name": "n", "protocol": "http", "credential": {"key": os.environ["KEY"], "other": os.getenv("OTHER")}, "actions": []}`;
    expect(bodyOf(read(python)).credential).toEqual({ key: '', other: '' });
  });

  test('what a program leaves open is asked for', () => {
    const text =
      'client.plugins.ml.create_connector(body={"name": f"my {kind} connector", "protocol": "http", "credential": {}, "actions": []})';
    expect(read(text).questions).toMatchObject([{ text: 'name takes kind, which is not in the text. What is it?', placeholder: 'kind' }]);
    expect(bodyOf(read(text, { 'name kind': 'chat' })).name).toBe('my chat connector');
  });

  test('the text of a blueprint file is one', () => {
    const [file] = gallery;
    const result = read(JSON.stringify(file));
    expect(result).toMatchObject({ kind: 'blueprint', blueprint: { id: file?.id } });
    expect(bodyOf(result)).toMatchObject({ actions: file?.connector.actions, credential: { openAI_key: '' } });
    const broken = paste(JSON.stringify({ ...file, colour: 'red' }));
    expect(broken).toMatchObject({ kind: 'unknown', reason: expect.stringContaining('breaks its format') });
  });
});

describe('repairs', () => {
  test.each([
    [
      'a comma',
      '{"name":"n","protocol":"http","credential":{"key":"k",},"actions":[],}',
      '1: A comma before a closing bracket was removed',
    ],
    ['a comment', '{"name":"n", // the name\n"protocol":"http","credential":{"key":"k"},"actions":[]}', '1: A comment was left out'],
    [
      'curly quotes',
      '{“name”:“n”,"protocol":"http","credential":{"key":"k"},"actions":[]}',
      '1: Typographic quotation marks became plain ones',
    ],
    ['single quotes', `{'name':'n',"protocol":"http","credential":{"key":"k"},"actions":[]}`, '1: Single quotes became double quotes'],
    ['the end', '{"name":"n","protocol":"http","credential":{"key":"k"},"actions":[]', '1: A closing } at the end was added'],
    ['bare names', '{name:"n","protocol":"http","credential":{"key":"k"},"actions":[]}', '1: The field name name got quotation marks'],
    ['no comma', '{"name":"n"\n"protocol":"http","credential":{"key":"k"},"actions":[]}', '2: A comma between two values was added'],
    [
      'entities',
      '{&quot;name&quot;:&quot;n&quot;,&quot;protocol&quot;:&quot;http&quot;,&quot;credential&quot;:{&quot;key&quot;:&quot;k&quot;},&quot;actions&quot;:[]}',
      'undefined: Entities of HTML (&quot; and the like) became characters',
    ],
    [
      'a space',
      '{\u00a0"name":"n","protocol":"http","credential":{"key":"k"},"actions":[]}',
      '1: Spaces of another kind (such as no-break spaces) became plain ones',
    ],
    [
      'a prompt',
      `$ curl -XPOST localhost:9200/_plugins/_ml/connectors/_create -d '{"name":"n","protocol":"http","credential":{"key":"k"},"actions":[]}'`,
      '1: Prompts of a terminal were removed',
    ],
  ])('%s is mended and said', (_, text, said) => {
    const result = read(text);
    expect(bodyOf(result)).toEqual({ name: 'n', protocol: 'http', credential: { key: 'k' }, actions: [] });
    expect(messages(result.repaired)).toContain(said);
  });

  test('dots are not certain: the person decides', () => {
    const text = '{"name":"n","protocol":"http",\n...\n"credential":{"key":"k"},"actions":[]}';
    expect(read(text).questions).toMatchObject([{ id: 'left out 2', line: 2, answer: undefined, choices: [{ value: 'go on' }] }]);
    expect(messages(read(text, { 'left out 2': 'go on' }).unplaced)).toEqual(['2: What the dots stand for is not in the text']);
  });

  test('quotation marks inside of a text are not certain either', () => {
    const text =
      '{"name":"n","protocol":"http","credential":{},"actions":[{"url":"https://a.example",\n"request_body": "{"inputs": "${parameters.inputs}"}"}]}';
    expect(read(text).questions).toMatchObject([{ id: 'quotes 2', answer: undefined }]);
    expect(bodyOf(read(text, { 'quotes 2': 'yes' })).actions[0].request_body).toBe('{"inputs": "${parameters.inputs}"}');
  });

  test.each([
    ['spaces behind a continuation', 'curl https://a.example/v1 \\  \n  -d \'{"text":"x"}\''],
    ['a missing continuation', 'curl https://a.example/v1\n  -d \'{"text":"x"}\''],
    ['dashes of a word processor', 'curl https://a.example/v1 —data \'{"text":"x"}\''],
    ['carets of Windows', 'curl https://a.example/v1 ^\r\n  -d "{\\"text\\":\\"x\\"}"'],
    ['backticks of PowerShell', 'curl.exe https://a.example/v1 `\n  -d \'{"text":"x"}\''],
    ['curly quotes', 'curl https://a.example/v1 -d ‘{"text":"x"}’'],
    ['entities between single quotes', "curl https://a.example/v1 -d '{&quot;text&quot;:&quot;x&quot;}'"],
  ])('a command with %s is read', (_, text) => {
    const result = read(text);
    expect(bodyOf(result).actions[0]).toMatchObject({
      url: 'https://${parameters.endpoint}/v1',
      request_body: '{\n  "text": "${parameters.text}"\n}',
    });
    expect(result.repaired.length).toBeGreaterThan(0);
  });
});

describe('Terraform', () => {
  const hcl = `variable "key" {
  sensitive = true
}

# a comment
resource "opensearch_ml_connector" "embed" {
  name     = "Embed \${var.stage}"
  version  = 1
  protocol = "http"

  parameters = {
    model    = "m" // of the service
    "a-name" : "b"
  }
  credential = { key = var.key }

  actions {
    action_type  = "predict"
    method       = "POST"
    url          = "https://api.example.com/v1/embed"
    headers      = { Authorization = "Bearer $\${credential.key}" }
    request_body = jsonencode({ input = "$\${parameters.input}", n = 1.0 })
    pre_process_function = <<-EOT
      def a = "x";
        return a;
    EOT
  }
  client_config {
    max_retry_times = 3
  }
  lifecycle {
    ignore_changes = [credential]
  }
}
`;

  test('a resource is read: placeholders, encoded bodies, heredocs; what a variable holds is asked for', () => {
    const result = read(hcl);
    expect(result).toMatchObject({ kind: 'terraform', label: 'A Terraform resource' });
    expect(result.questions).toMatchObject([{ text: 'name takes var.stage, which is not in the text. What is it?' }]);
    expect(messages(result.unplaced)).toEqual(['6: lifecycle: it tells Terraform, not the connector']);
    expect(bodyOf(read(hcl, { [result.questions[0]?.id ?? '']: 'test' }))).toEqual({
      name: 'Embed test',
      version: 1,
      protocol: 'http',
      parameters: { model: 'm', 'a-name': 'b' },
      credential: { key: '' },
      actions: [
        {
          action_type: 'predict',
          method: 'POST',
          url: 'https://api.example.com/v1/embed',
          headers: { Authorization: 'Bearer ${credential.key}' },
          request_body: '{"input":"${parameters.input}","n":1.0}',
          pre_process_function: 'def a = "x";\n  return a;\n',
        },
      ],
      client_config: { max_retry_times: 3 },
    });
  });

  test('C-17: a secret that stands in it reaches the credential and nothing that is shown', () => {
    const { connector, pasted: _, ...shown } = read(hcl.replace('var.key', '"sk-proj-abcdefghijklmnop0123456789"'));
    expect(JSON.stringify(shown)).not.toContain('sk-proj');
    expect(writeJson(connector)).toContain('"key":"sk-proj-abcdefghijklmnop0123456789"');
  });

  test('one resource of several is chosen', () => {
    const second = hcl.replace('"embed"', '"other"').replace('Embed ', 'Other ');
    expect(read(`${hcl}\n${second}`).questions[0]).toMatchObject({ text: 'The text has 2 connectors. Which one?' });
  });

  test('a placeholder that Terraform would take for its own is kept, and said', () => {
    const result = read(hcl.replace('$${credential', '${credential'));
    expect(bodyOf(result).actions[0].headers).toEqual({ Authorization: 'Bearer ${credential.key}' });
    expect(messages(result.repaired)).toContainEqual(expect.stringContaining('Terraform needs $${'));
  });

  test.each([
    ['  name = \n}', 'a value'],
    ['  name = "a\n}', 'no closing quotation mark'],
    ['  name = "a"', 'a closing brace'],
    ['  name = <<EOT\nx\n', 'opens a text up to EOT'],
    [`  parameters = ${'['.repeat(200)}`, 'nested too deep'],
  ])('%j cannot be read, and the reason says why', (inside, reason) => {
    expect(paste(`resource "opensearch_ml_connector" "a" {\n${inside}`)).toMatchObject({
      kind: 'unknown',
      reason: expect.stringContaining(reason),
    });
  });
});

describe('what is not recognised is explained', () => {
  test.each([
    ['', 'Paste a request of Dev Tools'],
    ['hello', 'There is no connector in this text'],
    ['{"model":"m","messages":[]}', 'paste the whole cURL command'],
    ['{"a":1,"b":2}', 'This JSON has the fields a, b'],
    ['client = OpenAI()\nclient.embeddings.create(model="m", input="x")', 'through its own library'],
    ['POST /_plugins/_ml/models/m/_predict\n{"parameters":{}}', 'There is no connector in it'],
    ['curl https://a.example/v1 -d @body.json', 'The body stands in the file body.json'],
    ['curl https://a.example/v1 -d \'{"a":1}', 'The quotation mark on line 1 is not closed'],
    ['{"name": "n", "actions": [}', 'a bracket before it is not closed'],
    ['x'.repeat(1024 * 1024 + 1), 'longer than 1 MiB'],
  ])('%.40s', (text, reason) => {
    expect(paste(text)).toMatchObject({ kind: 'unknown', reason: expect.stringContaining(reason) });
  });

  test('names that JavaScript treats specially stay names', () => {
    const result = read('{"name":"n","protocol":"http","parameters":{"__proto__":"p","constructor":"c"},"credential":{},"actions":[]}');
    expect(writeJson(result.connector)).toContain('"__proto__":"p","constructor":"c"');
  });
});
