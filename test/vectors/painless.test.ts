import fs from 'node:fs';
import { describe, expect, test } from 'vitest';
import { makeRunScript } from '#lib/functions/script.ts';
import { fromJson } from '#lib/json/from-json.ts';
import { type Json, JsonNumber } from '#lib/json/json.ts';
import { hasSharedMaterial, sharedPath, vectors } from '../shared-material.ts';
import { checkVector, type Operations } from './check-vector.ts';

const run = makeRunScript(() => performance.now());

/** `{"double":"0.1"}` is a double; plain numbers are ints. */
function params(value: unknown): Json {
  if (typeof value === 'number') return new JsonNumber(String(value));
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return value;
  if (Array.isArray(value)) return value.map(params);
  const entries = Object.entries(value ?? {});
  const [first] = entries;
  if (entries.length === 1 && first?.[0] === 'double') return new JsonNumber(String(first[1]));
  return new Map(entries.map(([name, member]) => [name, params(member)]));
}

type Page = { path: string; field: 'pre_process_function' | 'post_process_function' };
type Entry = { id: string; connector: { actions?: Partial<Record<Page['field'], string>>[] } };

const catalog: Entry[] = hasSharedMaterial ? JSON.parse(fs.readFileSync(sharedPath('blueprints/catalog.json'), 'utf8')) : [];

/** Which connector of the catalog has the script that the page has at that place; pages copy from each other. */
const sameScript: Record<string, string> = {
  'documentation/models.md': 'sagemaker-sparse-neural',
  '_tutorials/reranking/reranking-sagemaker.md': 'sagemaker-bge-reranker',
  'sample-templates/create-knowledge-base-alert-agent.json': 'bedrock-knowledge-base',
  'aleph_alpha_connector_luminous_base_embedding_blueprint.md': 'aleph-alpha-luminous-embedding',
  'bedrock_connector_ai21labs_jurassic_blueprint.md': 'bedrock-ai21-jurassic',
  'bedrock_connector_titan_embedding_blueprint.md': 'bedrock-titan-text-v1-painless',
  'bedrock_connector_titan_multimodal_embedding_blueprint.md': 'bedrock-titan-multimodal-painless',
  'anthropic_claude_bedrock_blueprint.md': 'bedrock-claude-llm-judgment',
  'azure_openai_chat_blueprint.md': 'azure-openai-chat-llm-judgment',
  'bedrock_converse_blueprint.md': 'bedrock-converse-llm-judgment',
  'google_gemini_chat_blueprint.md': 'google-gemini-chat-llm-judgment',
  'sagemaker_semantic_highlighter_standard_blueprint.md': 'sagemaker-semantic-highlighter',
  'RAG_with_DeepSeek_R1_model_on_Bedrock.md': 'bedrock-deepseek-r1-imported',
  'conversational_search_with_Cohere_Command.md': 'cohere-chat-painless-escape',
  'use_bedrock_guardrails.md': 'bedrock-claude-v2-guardrail-headers',
  'rerank_pipeline_with_Amazon_Rerank_model_on_Amazon_Bedrock.md': 'bedrock-amazon-rerank-painless',
  'rerank_pipeline_with_CrossEncoder_model_deployed_on_Sagemaker.md': 'sagemaker-cross-encoder',
  'semantic_search_with_byte_quantized_vector.md': 'cohere-embed-int8-ingest',
};

/** Scripts that are in no connector of the catalog, written anew with the constructs that functions.md §5 lists for them. */
const writtenAnew: Record<string, string> = {
  'painless.official.conv-cohere-default-escape':
    'def text = escape(params.text); return \'{ "name": "response","dataAsMap": { "completion":  "\' + text + \'"}}\';',
  'painless.official.titan-v2-bytype': `
    def vectors = params.embeddingsByType;
    if (vectors == null || vectors.length == 0) { return params.message; }
    def shape = [vectors.length];
    return "{\\"name\\":\\"sentence_embedding\\",\\"data_type\\":\\"FLOAT32\\",\\"shape\\":" + shape + ",\\"data\\":" + vectors + "}";`,
  'painless.official.deepseek-sagemaker': `
    if (params.result == null || params.result.length == 0) { throw new Exception("no answer"); }
    def answer = params.result[0].generated_text;
    if (answer == null) { throw new Exception("nothing was generated"); }
    return '{"name": "response","dataAsMap": {"completion":"' + escape(answer) + '"}}';`,
  'painless.official.sagemaker-titan-pre-comments': `
    // one document a call
    StringBuilder quoted = new StringBuilder();
    quoted.append("\\"").append(params.text_docs[0]).append("\\""); // it comes escaped
    return "{\\"parameters\\":{\\"inputText\\":" + quoted + "}}";`,
};
writtenAnew['painless.official.deepseek-sagemaker-empty'] = writtenAnew['painless.official.deepseek-sagemaker'] ?? '';

function scriptOf({ path, field }: Page): string {
  const id = Object.entries(sameScript).find(([page]) => path.endsWith(page))?.[1];
  const actions = catalog.find((entry) => entry.id === id)?.connector.actions ?? [];
  const script = actions.find((action) => action[field] !== undefined)?.[field];
  if (script === undefined) throw new Error(`no script of ${path}`);
  return script;
}

const causedBy = (message: string) => expect.objectContaining({ cause: expect.objectContaining({ message }) });

const operations = (id: string): Operations => ({
  runScript: ({ script, params: given }) => ({ returns: run(script, params(given)) }),
  runOfficialScript: ({ script, paramsText, arrayKey }) => ({
    returns: run(writtenAnew[id] ?? scriptOf(script), fromJson(paramsText, arrayKey)),
  }),
});

/**
 * Scripts that end with a `throw`. The prototype that these expectations come from gave null for them; a real ML Commons answers with the
 * exception (recorded: `predict-painless/post-process scripts: rerank: answer 1`).
 */
const throwing: Record<string, string> = {
  'painless.official.rerank-sagemaker-empty': 'Post process function input is empty.',
  'painless.official.deepseek-sagemaker-empty': 'no answer',
  'painless.official.guardrail-intervened': 'test guardrail from post process function',
  'painless.official.highlighter-missing': 'Invalid input format: must provide either (question and context) or (inputs)',
};

describe.skipIf(!hasSharedMaterial)('vectors of painless', () => {
  for (const vector of vectors('painless')) {
    const message = throwing[vector.id];
    const error = { type: 'ScriptException', status: 400, cause: message };
    test(vector.id, () => {
      checkVector(message === undefined ? vector : { ...vector, expect: { error } }, operations(vector.id));
      if (message !== undefined) expect(() => operations(vector.id)[vector.op]?.(vector.given)).toThrow(causedBy(message));
    });
  }

  test('are 78', () => expect(vectors('painless')).toHaveLength(78));
});
