/** Renders a create body in the forms in which documentation, terminals and programs show one. */
type Body = Record<string, unknown>;
export type Form = { name: string; render(body: Body): string };

const path = '/_plugins/_ml/connectors/_create';
const pretty = (value: unknown) => JSON.stringify(value, null, 2);
const devTools = (body: Body) => `POST ${path}\n${pretty(body)}`;
const registration = (body: Body) => ({
  name: 'A model',
  function_name: 'remote',
  description: 'With its connector inside',
  connector: body,
});

/** Strings with line ends or quotation marks as Dev Tools shows them. */
function withTriples(value: unknown, indent = ''): string {
  const inner = `${indent}  `;
  if (typeof value === 'string') {
    const fits = /[\n"]/.test(value) && !/^"|"$|"""|\\$/.test(value);
    return fits ? `"""${value}"""` : JSON.stringify(value);
  }
  if (Array.isArray(value))
    return value.length === 0 ? '[]' : `[\n${value.map((item) => inner + withTriples(item, inner)).join(',\n')}\n${indent}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const members = Object.entries(value).map(([name, member]) => `${inner}${JSON.stringify(name)}: ${withTriples(member, inner)}`);
  return members.length === 0 ? '{}' : `{\n${members.join(',\n')}\n${indent}}`;
}

/** The last member of every object and list with a comma behind it. */
const withTrailingCommas = (value: unknown) => pretty(value).replaceAll(/([^\s,{[])\n(\s*[}\]])/g, '$1,\n$2');
/** A comment at the end of every line, and of its own. */
const withComments = (value: unknown, mark: string) =>
  pretty(value)
    .split('\n')
    .map((line, index) => `${line} ${mark} line ${index}, "quoted" and {braced}`)
    .join('\n');

const shellQuote = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
const ansiQuote = (text: string) =>
  `$'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n').replaceAll('\t', '\\t')}'`;
const doubleQuote = (text: string) => `"${text.replaceAll(/["\\$`]/g, '\\$&')}"`;
const curl = (body: Body, quote: (text: string) => string, more = '-d', end = '\\') =>
  `curl -XPOST "https://localhost:9200${path}" ${end}\n  -u 'admin:a password' -k ${end}\n  -H 'Content-Type: application/json' ${end}\n  ${more} ${quote(pretty(body))}`;

/** A literal of Python, with its own words and quotation marks. */
function python(value: unknown, indent = '', hasTriples = false): string {
  const inner = `${indent}    `;
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return pythonText(value, hasTriples);
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value))
    return value.length === 0 ? '[]' : `[\n${value.map((item) => `${inner}${python(item, inner, hasTriples)},`).join('\n')}\n${indent}]`;
  const members = Object.entries(value).map(
    ([name, member]) => `${inner}${pythonText(name, false)}: ${python(member, inner, hasTriples)},`,
  );
  return members.length === 0 ? '{}' : `{\n${members.join('\n')}\n${indent}}`;
}

const pythonText = (text: string, hasTriples: boolean): string => {
  const escaped = text.replaceAll('\\', '\\\\').replaceAll('\r', '\\r').replaceAll('\0', '\\x00');
  if (hasTriples && text.includes('\n')) return `"""${escaped.replaceAll('"', '\\"')}"""`;
  if (hasTriples && text.length > 40) return `(${pythonText(text.slice(0, 20), false)}\n    ${pythonText(text.slice(20), false)})`;
  return `'${escaped.replaceAll("'", "\\'").replaceAll('\n', '\\n').replaceAll('\t', '\\t')}'`;
};

/** A literal of JavaScript: names without quotation marks where they may be. */
function javascript(value: unknown, indent = '', hasTemplates = false): string {
  const inner = `${indent}  `;
  if (typeof value === 'string') {
    if (hasTemplates)
      return `\`${value.replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${').replaceAll('\r', '\\r')}\``;
    return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\u2028', '\\u2028')}'`;
  }
  if (value === null || typeof value !== 'object') return String(value);
  if (Array.isArray(value))
    return value.length === 0 ? '[]' : `[\n${value.map((item) => inner + javascript(item, inner, hasTemplates)).join(',\n')},\n${indent}]`;
  const members = Object.entries(value).map(([name, member]) => {
    const key = /^[A-Za-z_$][\w$]*$/.test(name) ? name : javascript(name);
    return `${inner}${key}: ${javascript(member, inner, hasTemplates)}, // a comment`;
  });
  return members.length === 0 ? '{}' : `{\n${members.join('\n')}\n${indent}}`;
}

const java = (body: Body) =>
  pretty(body)
    .split('\n')
    .map((line) => JSON.stringify(`${line}\n`))
    .join('\n        + ');

const flow = (body: Body) => ({
  name: 'A flow',
  workflows: { provision: { nodes: [{ id: 'create_connector', type: 'create_connector', user_inputs: body }] } },
});

const curly = (text: string) => text.replaceAll(/"([^"\\\n]*)"(?=\s*[:,\n}\]])/g, '“$1”');
const entities = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll("'", '&#39;');

export const fence = (text: string, language = 'json') =>
  `Create the connector:\n\n\`\`\`${language}\n${text}\n\`\`\`\n\nThen register a model.\n`;

/** Forms in which every body can be written. */
export const forms: readonly Form[] = [
  { name: 'JSON', render: (body) => JSON.stringify(body) },
  { name: 'pretty JSON', render: pretty },
  { name: 'Dev Tools', render: devTools },
  { name: 'Dev Tools with triple quotes', render: (body) => `POST ${path}\n${withTriples(body)}` },
  { name: 'Dev Tools without a leading slash', render: (body) => `POST ${path.slice(1)}\n${pretty(body)}` },
  { name: 'Dev Tools among other requests', render: (body) => `GET /_cat/indices\n\n${devTools(body)}\n\nPOST /_plugins/_ml/models/_register?deploy=true\n{ "name": "m", "function_name": "remote", "connector_id": "<id>" }` },
  { name: 'a Markdown fence', render: (body) => fence(devTools(body)) },
  { name: 'a model registration', render: (body) => `POST /_plugins/_ml/models/_register\n${pretty(registration(body))}` },
  { name: 'a flow template', render: (body) => pretty(flow(body)) },
  { name: 'trailing commas', render: (body) => withTrailingCommas(body) },
  { name: '// comments', render: (body) => withComments(body, '//') },
  { name: '# comments', render: (body) => withComments(body, '#') },
  { name: 'a missing brace at the end', render: (body) => pretty(body).slice(0, -1) },
  { name: 'a brace too many', render: (body) => `${devTools(body)}\n}` },
  { name: 'a fragment without braces', render: (body) => pretty(body).slice(1, -1) },
  { name: 'no-break spaces', render: (body) => pretty(body).replaceAll(/^ +/gm, (spaces) => '\u00a0'.repeat(spaces.length)) },
  { name: 'Windows line ends', render: (body) => devTools(body).replaceAll('\n', '\r\n') },
  { name: 'HTML entities', render: (body) => entities(devTools(body)) },
  { name: 'cURL, single quotes', render: (body) => curl(body, shellQuote) },
  { name: 'cURL, double quotes', render: (body) => curl(body, doubleQuote, '--data') },
  { name: "cURL, $'…'", render: (body) => curl(body, ansiQuote, '--data-raw') },
  { name: 'cURL, --json', render: (body) => curl(body, shellQuote, '--json') },
  { name: 'cURL, a heredoc', render: (body) => `curl -sS -X POST https://localhost:9200${path} -H 'Content-Type: application/json' -d @- <<'EOF'\n${pretty(body)}\nEOF\n` },
  { name: 'cURL, a heredoc that the shell fills', render: (body) => `curl https://localhost:9200${path} -d @- <<EOF\n${pretty(body).replaceAll(/[\\$`]/g, '\\$&')}\nEOF` },
  { name: 'cURL after a prompt', render: (body) => `$ ${curl(body, shellQuote)}` },
  { name: 'cURL, one line', render: (body) => `curl -XPOST https://localhost:9200${path} -d${shellQuote(JSON.stringify(body))} | jq .` },
  { name: 'opensearch-py, perform_request', render: (body) => `from opensearchpy import OpenSearch\n\nclient = OpenSearch(hosts=[{"host": host, "port": 9200}])\nresponse = client.transport.perform_request("POST", "${path}", body=${python(body)})\nprint(response)` },
  { name: 'opensearch-py, client.http.post', render: (body) => `payload = ${python(body, '', true)}\nclient.http.post("${path}", body=payload)` },
  { name: 'opensearch-py, client.plugins.ml', render: (body) => `client.plugins.ml.create_connector(body=${python(body)})` },
  { name: 'requests.post', render: (body) => `import requests, json\n\nurl = host + "${path}"\npayload = ${python(body)}\nheaders = {"Content-Type": "application/json"}\nr = requests.post("https://localhost:9200${path}", auth=("admin", "pw"), json=payload, headers=headers)\n` },
  { name: 'a dict of Python', render: (body) => `payload = ${python(body)}` },
  { name: 'opensearch-js, createConnector', render: (body) => `const { Client } = require('@opensearch-project/opensearch');\nconst client = new Client({ node });\nconst response = await client.ml.createConnector({\n  body: ${javascript(body, '  ')},\n});` },
  { name: 'opensearch-js, transport.request', render: (body) => `await client.transport.request({ method: 'POST', path: '${path}', body: ${javascript(body, '', true)} });` },
  { name: 'fetch', render: (body) => `const body = ${javascript(body)};\nawait fetch('https://localhost:9200${path}', { method: 'POST', body: JSON.stringify(body) });` },
  { name: 'texts of Java', render: (body) => `String body = ${java(body)};` },
  { name: 'lines of Python', render: (body) => `>>> body = ${python(body).replaceAll('\n', '\n... ')}\n>>> client.http.post("${path}", body=body)` },
]; // biome-ignore format: a table

/** Forms that only simple texts survive: typographic quotation marks cannot be told from those of a text. */
export const simpleForms: readonly Form[] = [{ name: 'typographic quotation marks', render: (body) => curly(pretty(body)) }];

/** How each entry of the catalog stood in its source: the form, and what was odd about it. */
export function renderSource(form: string, quirks: readonly string[], body: Body): string {
  const json = quirks.reduce((text, quirk) => (oddities[quirk] ?? ((same) => same))(text, body), pretty(body));
  const render = sources[form];
  if (!render) throw new Error(`no source form ${form}`);
  return render(json, body);
}

/** A comment behind the first line that ends in a comma. */
const commented = (mark: string) => (text: string) => text.replace(/",\n/, `", ${mark} replace this\n`);

const oddities: Record<string, (json: string, body: Body) => string> = {
  triple_quote: (_, body) => withTriples(body),
  comment_slashslash: commented('//'),
  comment_hash: commented('#'),
  comment_backslashes: commented('\\\\'),
  trailing_comma: (json) => json.replace(/\n(\s*)\}/g, ',\n$1}'),
  unescaped_quotes_in_string: (json) =>
    json.replace(
      /("request_body": ")(.*)(",?\n)/,
      (_, before: string, text: string, after: string) => before + text.replaceAll('\\"', '"') + after,
    ),
  elision: (json) => json.replace('"actions"', '...\n  "actions"'),
};

const sources: Record<string, (json: string, body: Body) => string> = {
  dev_tools: (json) => fence(`POST ${path}\n${json}`),
  notebook_dev_tools: (json) => `POST ${path.slice(1)}\n${json}`,
  dev_tools_fragment: (json) => json.slice(json.indexOf('{') + 1, json.lastIndexOf('}')),
  inline_register: (json) => `POST /_plugins/_ml/models/_register\n{\n"name": "model",\n"function_name": "remote",\n"connector": ${json}\n}`,
  curl_inline_register: (json) => `curl -XPOST "https://localhost:9200/_plugins/_ml/models/_register" -H 'Content-Type: application/json' -d '{ "name": "model", "function_name": "remote", "connector": ${json.replaceAll("'", "'\\''")} }'`,
  bare_json: (json) => json,
  json_file: (json) => json,
  java_string: (_, body) => `    private static final String CONNECTOR = ${java(body)};`,
  python: (_, body) => `import boto3\nimport requests\n\npath = '/_plugins/_ml/connectors/_create'\nurl = host + path\n\npayload = ${python(body)}\nheaders = {"Content-Type": "application/json"}\n\nr = requests.post(url, auth=awsauth, json=payload, headers=headers)\nprint(r.status_code)\n`,
  flow_workflow: (json) => `POST /_plugins/_flow_framework/workflow\n{ "name": "flow", "workflows": { "provision": { "nodes": [ { "id": "a", "type": "create_connector", "user_inputs": ${json} } ] } } }`,
  flow_template: (json) => `{ "workflows": { "provision": { "nodes": [ { "id": "a", "type": "create_connector", "user_inputs": ${json} } ] } } }`,
}; // biome-ignore format: a table
