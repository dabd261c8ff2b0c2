import type { Blueprint } from './blueprint.ts';
import { awsVision } from './catalog/aws-vision.ts';
import { azureOpenai } from './catalog/azure-openai.ts';
import { bedrockEmbeddings } from './catalog/bedrock-embeddings.ts';
import { bedrockModels } from './catalog/bedrock-models.ts';
import { cohere } from './catalog/cohere.ts';
import { comprehend } from './catalog/comprehend.ts';
import { deepseek } from './catalog/deepseek.ts';
import { ollama } from './catalog/ollama.ts';
import { openai } from './catalog/openai.ts';
import { sagemaker } from './catalog/sagemaker.ts';

/** The blueprints that come with the studio, in the order of the gallery. */
export const gallery: readonly Blueprint[] = [
  ...openai,
  ...azureOpenai,
  ...cohere,
  ...bedrockEmbeddings,
  ...bedrockModels,
  ...sagemaker,
  ...comprehend,
  ...awsVision,
  ...deepseek,
  ...ollama,
];
