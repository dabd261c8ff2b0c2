import type { AuthKind } from '#lib/blueprints/auth-kind.ts';
import type { Blueprint, BlueprintQuestion } from '#lib/blueprints/blueprint.ts';

export const taskNames: Readonly<Record<Blueprint['task'], string>> = {
  chat: 'Chat',
  text_embedding: 'Text embedding',
  sparse_embedding: 'Sparse embedding',
  multimodal_embedding: 'Multimodal embedding',
  rerank: 'Rerank',
  classification: 'Classification',
  entity_detection: 'Entity detection',
  moderation: 'Moderation',
  guardrail: 'Guardrail',
  ocr: 'Text recognition',
  image: 'Image generation',
  rag: 'Retrieval',
  search: 'Web search',
  function: 'Function',
};

export const authNames: Readonly<Record<AuthKind, string>> = {
  aws_keys: 'AWS keys',
  aws_role: 'AWS role',
  api_key: 'API key',
  basic: 'Basic',
  none: 'None',
};

export const originNames: Readonly<Record<string, string>> = { built_in: 'Built in', yours: 'Yours', shared: 'Shared with you' };

export const questionTypeNames: Readonly<Record<BlueprintQuestion['type'], string>> = {
  text: 'Text',
  secret: 'Secret',
  select: 'Choice',
  number: 'Number',
  boolean: 'Yes or no',
};
