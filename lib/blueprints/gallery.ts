import type { Blueprint } from './blueprint.ts';
import { alephAlpha } from './catalog/aleph-alpha.ts';
import { anthropic } from './catalog/anthropic.ts';
import { awsLambda } from './catalog/aws-lambda.ts';
import { awsVision } from './catalog/aws-vision.ts';
import { azureOpenai } from './catalog/azure-openai.ts';
import { bedrockEmbeddings } from './catalog/bedrock-embeddings.ts';
import { bedrockModels } from './catalog/bedrock-models.ts';
import { chatServices } from './catalog/chat-services.ts';
import { cloudflare } from './catalog/cloudflare.ts';
import { cohere } from './catalog/cohere.ts';
import { comprehend } from './catalog/comprehend.ts';
import { databricks } from './catalog/databricks.ts';
import { deepseek } from './catalog/deepseek.ts';
import { fireworks } from './catalog/fireworks.ts';
import { google } from './catalog/google.ts';
import { huggingFace } from './catalog/hugging-face.ts';
import { jina } from './catalog/jina.ts';
import { mistral } from './catalog/mistral.ts';
import { nvidiaNim } from './catalog/nvidia-nim.ts';
import { ollama } from './catalog/ollama.ts';
import { openai } from './catalog/openai.ts';
import { ownServers } from './catalog/own-servers.ts';
import { sagemaker } from './catalog/sagemaker.ts';
import { snowflake } from './catalog/snowflake.ts';
import { together } from './catalog/together.ts';
import { voyage } from './catalog/voyage.ts';
import { watsonx } from './catalog/watsonx.ts';
import { yandexCloud } from './catalog/yandex-cloud.ts';

/** The blueprints that come with the studio, in the order of the gallery. */
export const gallery: readonly Blueprint[] = [
  ...openai,
  ...bedrockEmbeddings,
  ...bedrockModels,
  ...cohere,
  ...sagemaker,
  ...azureOpenai,
  ...google,
  ...anthropic,
  ...mistral,
  ...voyage,
  ...jina,
  ...deepseek,
  ...ollama,
  ...huggingFace,
  ...ownServers,
  ...comprehend,
  ...awsVision,
  ...awsLambda,
  ...nvidiaNim,
  ...together,
  ...fireworks,
  ...chatServices,
  ...watsonx,
  ...databricks,
  ...snowflake,
  ...cloudflare,
  ...alephAlpha,
  ...yandexCloud,
];
