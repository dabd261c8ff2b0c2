import { illegalArgument, StudioError } from '#lib/errors.ts';
import { plainValue } from '#lib/json/plain-value.ts';
import { type JsonNode, toJson } from '#lib/json/read-json.ts';
import { into, type Reader, readMembers } from '#lib/json/read-members.ts';
import { booleanOf, integerOf, membersOf, textOf } from '#lib/json/value-of.ts';
import { writeJson } from '#lib/json/write-json.ts';
import type { DeploySetting, ModelConfig, ModelInterface, RateLimiter } from './model.ts';

/** Java's TimeUnit. */
const units = ['DAYS', 'HOURS', 'MINUTES', 'SECONDS', 'MILLISECONDS', 'MICROSECONDS', 'NANOSECONDS'];

const limiterReaders = new Map<string, Reader<RateLimiter>>([
  ['limit', into('limit', readLimit)],
  ['unit', into('unit', readUnit)],
]);

/** @throws StudioError 400 (security.md §8.1) */
export const readRateLimiter = (node: JsonNode): RateLimiter => readMembers<RateLimiter>(node, {}, limiterReaders);

function readLimit(node: JsonNode): string {
  const text = textOf(node);
  const isNumber = /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?[dDfF]?\s*$/i.test(text);
  if (!isNumber || Number.parseFloat(text) < 0) throw new StudioError('parse_exception', 400, 'Limit field must be a positive number.');
  return text;
}

function readUnit(node: JsonNode): string {
  const text = textOf(node);
  if (!units.includes(text)) throw illegalArgument(`No enum constant java.util.concurrent.TimeUnit.${text}`);
  return text;
}

/** Only `input` and `output`; a schema may be a text or an object, which is kept as text. */
export function readInterface(node: JsonNode): ModelInterface {
  const found: ModelInterface = {};
  for (const [name, value] of membersOf(node)) {
    if (name === 'input' || name === 'output') found[name] = value.token === 'VALUE_STRING' ? value.text : writeJson(toJson(value));
  }
  return found;
}

const deployReaders = new Map<string, Reader<DeploySetting>>([
  ['is_auto_deploy_enabled', into('is_auto_deploy_enabled', booleanOf)],
  ['model_ttl_minutes', into('model_ttl_minutes', integerOf)],
]);

/** Without a time to live a model stays: -1. */
export const readDeploySetting = (node: JsonNode): DeploySetting => {
  const { is_auto_deploy_enabled, model_ttl_minutes } = readMembers<DeploySetting>(node, { model_ttl_minutes: -1 }, deployReaders);
  return { ...(is_auto_deploy_enabled !== undefined && { is_auto_deploy_enabled }), model_ttl_minutes };
};

const frameworks = ['HUGGINGFACE_TRANSFORMERS', 'SENTENCE_TRANSFORMERS', 'HUGGINGFACE_TRANSFORMERS_NEURON'];

function readFramework(node: JsonNode): string {
  const text = textOf(node).toUpperCase();
  if (!frameworks.includes(text)) throw illegalArgument('Wrong framework type');
  return text;
}

function readObject(node: JsonNode): unknown {
  membersOf(node);
  return plainValue(toJson(node));
}

const configReaders = new Map<string, Reader<ModelConfig>>([
  ['model_type', into('model_type', textOf)],
  ['embedding_dimension', into('embedding_dimension', integerOf)],
  ['framework_type', into('framework_type', readFramework)],
  ['all_config', into('all_config', textOf)],
  ['additional_config', into('additional_config', readObject)],
]);

/** @throws StudioError 400 for a text embedding model that leaves out what a search needs to know (rest-api.md §4.1) */
export function readModelConfig(node: JsonNode): ModelConfig {
  const { model_type, embedding_dimension, framework_type, all_config, additional_config } = readMembers<ModelConfig>(
    node,
    {},
    configReaders,
  );
  if (model_type?.toUpperCase() === 'TEXT_EMBEDDING') {
    const of = 'must be provided for remote text embedding model';
    if (embedding_dimension === undefined) throw illegalArgument(`Embedding dimension ${of}`);
    if (framework_type === undefined) throw illegalArgument(`Framework type ${of}`);
    const hasSpace = typeof additional_config === 'object' && additional_config !== null && Object.hasOwn(additional_config, 'space_type');
    if (!hasSpace) throw illegalArgument('Space type must be provided in additional_config for remote text embedding model');
  }
  const given = { model_type, embedding_dimension, framework_type, all_config, additional_config };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
