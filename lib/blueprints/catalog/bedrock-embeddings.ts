import { embeddingPerCall, embeddings, oneVector, pixel, twoTexts, twoVectors } from '../shapes/answers.ts';
import { bedrock, invokePath } from '../shapes/aws.ts';
import { jsonBody } from '../shapes/make-blueprint.ts';
import { choice, text, whichDimensions, whichModel, yesOrNo } from '../shapes/questions.ts';

const embedV3Docs = 'https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-embed-v3.html';
const access = 'The account needs access to the model in this region.';
const pairNote = 'Documents and queries need different input types: keep one connector for ingest and one for search.';
const inputType = choice('input_type', 'Input type', ['search_document', 'search_query', 'classification', 'clustering'], {
  help: 'search_document for ingest, search_query for search.',
});

const bedrockTitanEmbedV2 = bedrock({
  id: 'bedrock-titan-embed-v2',
  title: 'Amazon Titan Text Embeddings V2',
  summary: 'Dense vectors from Amazon Bedrock, one call for each text.',
  task: 'text_embedding',
  docs_url: 'https://docs.aws.amazon.com/bedrock/latest/userguide/titan-embedding-models.html',
  notes: ['The model takes one text at a time: a list of documents becomes as many calls.', access],
  name: 'Bedrock Titan embeddings v2',
  path: invokePath,
  parameters: { model: 'amazon.titan-embed-text-v2:0', dimensions: '1024', normalize: 'true' },
  questions: [whichDimensions(['1024', '512', '256']), yesOrNo('normalize', 'Unit length')],
  action: {
    request_body: jsonBody(
      '"inputText": "${parameters.inputText}"',
      '"dimensions": ${parameters.dimensions}',
      '"normalize": ${parameters.normalize}',
      '"embeddingTypes": ["float"]',
    ),
    pre_process_function: 'connector.pre_process.bedrock.embedding',
    post_process_function: 'connector.post_process.bedrock.embedding',
  },
  usage_path: { input: '$.inputTextTokenCount' },
  examples: [
    {
      title: 'Two short texts, two calls',
      algorithm: 'text_embedding',
      input: { text_docs: twoTexts },
      recorded: { embedding: oneVector, embeddingsByType: { float: oneVector }, inputTextTokenCount: 4 },
      expected: embeddingPerCall(2, oneVector),
    },
  ],
});

const bedrockTitanMultimodal = bedrock({
  id: 'bedrock-titan-multimodal',
  title: 'Amazon Titan Multimodal Embeddings',
  summary: 'One vector for a text, an image or both together, from Amazon Bedrock.',
  task: 'multimodal_embedding',
  docs_url: 'https://docs.aws.amazon.com/bedrock/latest/userguide/titan-multiemb-models.html',
  notes: [
    'The first document is the text, the second an image as base64 without a data URL in front; given both, the vector is their mean.',
    'A problem with an image is answered with status 200 and a text in message, so look there when embedding is missing.',
    'English only, up to 256 tokens; images up to 2048 by 2048 pixels.',
  ],
  name: 'Bedrock Titan multimodal embeddings',
  path: invokePath,
  parameters: { model: 'amazon.titan-embed-image-v1', dimensions: '1024' },
  questions: [whichDimensions(['1024', '384', '256'])],
  action: {
    request_body: jsonBody(
      '"inputText": "${parameters.inputText:-null}"',
      '"inputImage": "${parameters.inputImage:-null}"',
      '"embeddingConfig": { "outputEmbeddingLength": ${parameters.dimensions} }',
    ),
    pre_process_function: 'connector.pre_process.bedrock.multimodal_embedding',
    post_process_function: 'connector.post_process.bedrock.embedding',
  },
  usage_path: { input: '$.inputTextTokenCount' },
  examples: [
    {
      title: 'A text and an image',
      algorithm: 'text_embedding',
      input: { text_docs: ['a red apple', pixel] },
      recorded: { embedding: oneVector, inputTextTokenCount: 4, message: null },
      expected: embeddings([oneVector]),
    },
    {
      title: 'A text alone',
      algorithm: 'text_embedding',
      input: { text_docs: ['a red apple'] },
      recorded: { embedding: oneVector, inputTextTokenCount: 4, message: null },
      expected: embeddings([oneVector]),
    },
  ],
});

const novaBody = (content: string) =>
  `{ "schemaVersion": "nova-multimodal-embed-v1", "taskType": "SINGLE_EMBEDDING", "singleEmbeddingParams": { "embeddingPurpose": "\${parameters.purpose}", "embeddingDimension": \${parameters.dimensions}, ${content} } }`;

const nova = {
  docs_url: 'https://docs.aws.amazon.com/nova/latest/nova2-userguide/embeddings.html',
  path: invokePath,
  parameters: {
    model: 'amazon.nova-2-multimodal-embeddings-v1:0',
    purpose: 'GENERIC_INDEX',
    dimensions: '1024',
    input_docs_processed_step_size: '1',
  },
  post_process_function: 'connector.post_process.bedrock.nova.embedding',
};
const purpose = (retrieval: string) =>
  choice('purpose', 'Purpose', ['GENERIC_INDEX', 'GENERIC_RETRIEVAL', retrieval, 'CLASSIFICATION', 'CLUSTERING'], {
    help: 'GENERIC_INDEX for ingest, one of the RETRIEVAL values for search.',
  });
const novaDimensions = whichDimensions(['3072', '1024', '384', '256']);
const novaNote = 'Texts, images, videos and sounds share one space, so a text can find an image.';

const bedrockNovaText = bedrock({
  id: 'bedrock-nova-embed-text',
  title: 'Amazon Nova Embeddings, text',
  summary: 'Vectors of texts in a space that they share with images, videos and sounds.',
  task: 'multimodal_embedding',
  docs_url: nova.docs_url,
  notes: [novaNote, 'The model takes one text at a time: a list of documents becomes as many calls.', access],
  name: 'Bedrock Nova text embeddings',
  path: nova.path,
  parameters: nova.parameters,
  questions: [purpose('TEXT_RETRIEVAL'), novaDimensions],
  action: {
    request_body: novaBody('"text": { "truncationMode": "END", "value": "${parameters.inputText}" }'),
    pre_process_function: 'connector.pre_process.bedrock.nova.text_embedding',
    post_process_function: nova.post_process_function,
  },
  examples: [
    {
      title: 'Two short texts, two calls',
      algorithm: 'text_embedding',
      input: { text_docs: twoTexts },
      recorded: { embeddings: [{ embeddingType: 'TEXT', embedding: oneVector }] },
      expected: embeddingPerCall(2, oneVector),
    },
  ],
});

const bedrockNovaImage = bedrock({
  id: 'bedrock-nova-embed-image',
  title: 'Amazon Nova Embeddings, images',
  summary: 'Vectors of images in a space that they share with texts.',
  task: 'multimodal_embedding',
  docs_url: nova.docs_url,
  notes: [novaNote, 'Every document is an image as base64, without a data URL in front.', access],
  name: 'Bedrock Nova image embeddings',
  path: nova.path,
  parameters: { ...nova.parameters, format: 'png' },
  questions: [purpose('IMAGE_RETRIEVAL'), novaDimensions, choice('format', 'Image format', ['png', 'jpeg', 'gif', 'webp'])],
  action: {
    request_body: novaBody(
      '"image": { "format": "${parameters.format}", "detailLevel": "STANDARD_IMAGE", "source": { "bytes": "${parameters.inputImage}" } }',
    ),
    pre_process_function: 'connector.pre_process.bedrock.nova.image_embedding',
    post_process_function: nova.post_process_function,
  },
  examples: [
    {
      title: 'An image of one pixel',
      algorithm: 'text_embedding',
      input: { text_docs: [pixel] },
      recorded: { embeddings: [{ embeddingType: 'IMAGE', embedding: oneVector }] },
      expected: embeddings([oneVector]),
    },
  ],
});

/** What both kinds of vectors of the same models share. */
const cohereV3 = {
  docs_url: embedV3Docs,
  path: invokePath,
  parameters: {
    model: 'cohere.embed-multilingual-v3',
    input_type: 'search_document',
    truncate: 'END',
    input_docs_processed_step_size: '96',
  },
  questions: [whichModel(['cohere.embed-multilingual-v3', 'cohere.embed-english-v3']), inputType],
};

const bedrockCohereEmbed = bedrock({
  id: 'bedrock-cohere-embed',
  title: 'Cohere Embed v3 on Amazon Bedrock',
  summary: 'Dense vectors in English or many languages, billed through AWS.',
  task: 'text_embedding',
  notes: [pairNote, 'One request takes up to 96 texts of 2,048 characters each; longer lists are split into several calls.'],
  name: 'Bedrock Cohere Embed v3',
  ...cohereV3,
  action: {
    request_body: jsonBody(
      '"texts": ${parameters.texts}',
      '"input_type": "${parameters.input_type}"',
      '"truncate": "${parameters.truncate}"',
    ),
    pre_process_function: 'connector.pre_process.cohere.embedding',
    post_process_function: 'connector.post_process.cohere.embedding',
  },
  examples: [
    {
      title: 'Two short texts',
      algorithm: 'text_embedding',
      input: { text_docs: twoTexts },
      recorded: { id: 'emb-1', response_type: 'embeddings_floats', embeddings: twoVectors, texts: twoTexts },
      expected: embeddings(twoVectors),
    },
  ],
});

const bytes = [
  [12, -45, 78],
  [-31, 20, 41],
];

const bedrockCohereEmbedBytes = bedrock({
  id: 'bedrock-cohere-embed-int8',
  title: 'Cohere Embed v3 on Amazon Bedrock, bytes',
  summary: 'Byte vectors billed through AWS, for k-NN fields at a quarter of the size.',
  task: 'text_embedding',
  notes: [pairNote, 'The k-NN field of your index needs data_type byte and 1024 dimensions.'],
  name: 'Bedrock Cohere Embed v3 bytes',
  ...cohereV3,
  action: {
    request_body: jsonBody(
      '"texts": ${parameters.texts}',
      '"input_type": "${parameters.input_type}"',
      '"truncate": "${parameters.truncate}"',
      '"embedding_types": ["int8"]',
    ),
    pre_process_function: 'connector.pre_process.cohere.embedding',
    post_process_function: 'connector.post_process.cohere_v2.embedding.int8',
  },
  examples: [
    {
      title: 'Two short texts',
      algorithm: 'text_embedding',
      input: { text_docs: twoTexts },
      recorded: { id: 'emb-1', response_type: 'embeddings_by_type', embeddings: { int8: bytes }, texts: twoTexts },
      expected: embeddings(bytes, 'INT8'),
    },
  ],
});

const bedrockCohereEmbedV4 = bedrock({
  id: 'bedrock-cohere-embed-v4',
  title: 'Cohere Embed v4 on Amazon Bedrock',
  summary: 'Dense vectors of long texts in many languages, with a choice of sizes.',
  task: 'text_embedding',
  docs_url: 'https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-embed-v4.html',
  notes: [
    pairNote,
    'The model answers to inference profiles: an id that begins with us., eu. or global. reaches it from more regions.',
    'This version says LEFT or RIGHT where Embed v3 says START or END.',
  ],
  name: 'Bedrock Cohere Embed v4',
  path: invokePath,
  parameters: {
    model: 'us.cohere.embed-v4:0',
    input_type: 'search_document',
    dimensions: '1024',
    truncate: 'RIGHT',
    input_docs_processed_step_size: '96',
  },
  questions: [
    text('model', 'Model or inference profile', { example: 'global.cohere.embed-v4:0' }),
    inputType,
    whichDimensions(['1536', '1024', '512', '256']),
    choice('truncate', 'Texts that are too long', ['RIGHT', 'LEFT', 'NONE'], { help: 'RIGHT or LEFT cut them, NONE refuses them.' }),
  ],
  action: {
    request_body: jsonBody(
      '"texts": ${parameters.texts}',
      '"input_type": "${parameters.input_type}"',
      '"embedding_types": ["float"]',
      '"output_dimension": ${parameters.dimensions}',
      '"truncate": "${parameters.truncate}"',
    ),
    pre_process_function: 'connector.pre_process.cohere.embedding',
    post_process_function: 'connector.post_process.cohere_v2.embedding.float',
  },
  examples: [
    {
      title: 'Two short texts',
      algorithm: 'text_embedding',
      input: { text_docs: twoTexts },
      recorded: { id: 'emb-1', embeddings: { float: twoVectors }, texts: twoTexts },
      expected: embeddings(twoVectors),
    },
  ],
});

export const bedrockEmbeddings = [
  bedrockTitanEmbedV2,
  bedrockCohereEmbed,
  bedrockCohereEmbedV4,
  bedrockCohereEmbedBytes,
  bedrockTitanMultimodal,
  bedrockNovaText,
  bedrockNovaImage,
];
