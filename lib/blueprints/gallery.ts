import type { Blueprint } from './blueprint.ts';
import { azureOpenaiChat } from './catalog/azure-openai-chat.ts';
import { bedrockClaudeConverse } from './catalog/bedrock-claude-converse.ts';
import { bedrockCohereEmbed } from './catalog/bedrock-cohere-embed.ts';
import { bedrockTitanEmbedV2 } from './catalog/bedrock-titan-embed-v2.ts';
import { cohereEmbedV3 } from './catalog/cohere-embed-v3.ts';
import { cohereRerank } from './catalog/cohere-rerank.ts';
import { comprehendLanguage } from './catalog/comprehend-language.ts';
import { deepseekChat } from './catalog/deepseek-chat.ts';
import { ollamaChat } from './catalog/ollama-chat.ts';
import { openaiChat } from './catalog/openai-chat.ts';
import { openaiEmbedding } from './catalog/openai-embedding.ts';
import { sagemakerDense } from './catalog/sagemaker-dense.ts';
import { sagemakerSparse } from './catalog/sagemaker-sparse.ts';

/** The blueprints that come with the studio, in the order of the gallery. */
export const gallery: readonly Blueprint[] = [
  openaiChat,
  openaiEmbedding,
  azureOpenaiChat,
  cohereEmbedV3,
  cohereRerank,
  bedrockTitanEmbedV2,
  bedrockClaudeConverse,
  bedrockCohereEmbed,
  sagemakerDense,
  sagemakerSparse,
  comprehendLanguage,
  deepseekChat,
  ollamaChat,
];
