import { illegalArgument } from '#lib/errors.ts';
import { writeJson } from '#lib/json/write-json.ts';
import type { Dataset, Parameters, TextDocs, TextSimilarity } from './dataset.ts';
import { modalityOf } from './modality.ts';
import type { ServiceGroup } from './service-group.ts';

export type PreProcessFunction = {
  name: string;
  service: ServiceGroup;
  /** One sentence for a list. */
  description: string;
  expects: 'text_docs' | 'text_similarity';
  /** The parameters that the template of the action can use. */
  produces: readonly string[];
  /**
   * Makes the parameters of one call, not yet escaped (predict.md §5.4). Remote parameters pass untouched.
   * @throws StudioError 400 with ML Commons' text when the input does not fit
   */
  run(dataset: Dataset | null): Parameters | null;
};

type Entry = Pick<PreProcessFunction, 'name' | 'service' | 'description' | 'produces'>;

const parameters = (values: Record<string, string>): Parameters => new Map(Object.entries(values));

/** Gson writes a missing document as the four letters `null`. */
const text = (doc: string | null | undefined): string => doc ?? 'null';

function assertGiven(dataset: Dataset | null): asserts dataset is Dataset {
  if (dataset === null) throw illegalArgument("Preprocess function input can't be null");
}

function fromDocs(entry: Entry, make: (docs: TextDocs['docs']) => Parameters): PreProcessFunction {
  const run = (dataset: Dataset | null) => {
    assertGiven(dataset);
    if (dataset.type === 'remote') return dataset.parameters;
    if (dataset.type === 'text_docs') return make(dataset.docs);
    throw illegalArgument(
      "This pre_process_function can only support TextDocsInputDataSet which including a list of string with key 'text_docs'",
    );
  };
  return { ...entry, expects: 'text_docs', run };
}

function fromQuery(entry: Entry, make: (input: TextSimilarity) => Parameters): PreProcessFunction {
  const run = (dataset: Dataset | null) => {
    assertGiven(dataset);
    if (dataset.type === 'remote') return dataset.parameters;
    if (dataset.type === 'text_similarity') return make(dataset);
    throw illegalArgument('This pre_process_function can only support TextSimilarityInputDataSet');
  };
  return { ...entry, expects: 'text_similarity', run };
}

const assertSome = (docs: TextDocs['docs'], problem: string): void => {
  if (docs.length === 0) throw illegalArgument(problem);
};

/** Stricter: one document that is null is no input either. */
const assertInput = (docs: TextDocs['docs'], problem: string): void => {
  if (docs.length === 0 || (docs.length === 1 && docs[0] === null)) throw illegalArgument(problem);
};

const inputList = (docs: TextDocs['docs']) => parameters({ input: writeJson(docs) });

function firstText(docs: TextDocs['docs']): Parameters {
  // ML Commons dies of a null pointer here.
  if (docs[0] === undefined || docs[0] === null) throw illegalArgument('No input text provided');
  return parameters({ inputText: docs[0] });
}

const firstDocAs = (name: string, medium: string) => (docs: TextDocs['docs']) => {
  assertSome(docs, `No input ${medium} provided`);
  return parameters({ [name]: text(docs[0]) });
};

const rerank = ({ query_text, text_docs }: TextSimilarity) =>
  parameters({ query: query_text, documents: writeJson(text_docs), top_n: String(text_docs.length) });

function bedrockRerank({ query_text, text_docs }: TextSimilarity): Parameters {
  const source = (doc: string | null) => ({ inlineDocumentSource: { textDocument: { text: doc }, type: 'TEXT' }, type: 'INLINE' });
  return parameters({
    queries: writeJson([{ textQuery: { text: query_text }, type: 'TEXT' }]),
    sources: writeJson(text_docs.map(source)),
    numberOfResults: String(text_docs.length),
  });
}

// The table makes this file longer than most.
const functions: PreProcessFunction[] = [
  fromDocs(
    {
      name: 'connector.pre_process.default.embedding',
      service: 'default',
      description: 'All documents as one JSON list. Used for text documents when an action names no function.',
      produces: ['input'],
    },
    inputList,
  ),
  fromDocs(
    {
      name: 'connector.pre_process.openai.embedding',
      service: 'openai',
      description: 'All documents as the JSON list that OpenAI embedding calls take.',
      produces: ['input'],
    },
    inputList,
  ),
  fromDocs(
    {
      name: 'connector.pre_process.cohere.embedding',
      service: 'cohere',
      description: 'All documents as the JSON list that Cohere embedding calls take.',
      produces: ['texts'],
    },
    (docs) => parameters({ texts: writeJson(docs) }),
  ),
  fromDocs(
    {
      name: 'connector.pre_process.cohere.multimodal_embedding',
      service: 'cohere',
      description: 'All documents, each an image as a data URL, as a JSON list.',
      produces: ['images'],
    },
    (docs) => {
      if (docs.length === 0 || docs[0] === null) throw illegalArgument('No image provided');
      return parameters({ images: writeJson(docs) });
    },
  ),
  fromDocs(
    {
      name: 'connector.pre_process.bedrock.embedding',
      service: 'bedrock',
      description: 'One document per call, for Titan text embeddings: several documents become several calls.',
      produces: ['inputText'],
    },
    firstText,
  ),
  fromDocs(
    {
      name: 'connector.pre_process.bedrock.multimodal_embedding',
      service: 'bedrock',
      description: 'First document as text, second as base64 image, for Titan multimodal embeddings.',
      produces: ['inputText', 'inputImage'],
    },
    (docs) => {
      assertInput(docs, 'No input text or image provided');
      return parameters({ inputText: text(docs[0]), ...(docs.length > 1 && { inputImage: text(docs[1]) }) });
    },
  ),
  fromDocs(
    {
      name: 'connector.pre_process.bedrock.nova.embedding',
      service: 'bedrock',
      description: 'First document as text, image, video or audio: plain text, or a JSON object with one of these members.',
      produces: ['text', 'image', 'video', 'audio'],
    },
    (docs) => {
      assertInput(docs, 'No input provided');
      const { name, content } = modalityOf(text(docs[0]));
      return parameters({ [name]: content });
    },
  ),
  fromDocs(
    {
      name: 'connector.pre_process.bedrock.nova.text_embedding',
      service: 'bedrock',
      description: 'First document as text, for Nova text embeddings; further documents are dropped.',
      produces: ['inputText'],
    },
    firstText,
  ),
  fromDocs(
    {
      name: 'connector.pre_process.bedrock.nova.image_embedding',
      service: 'bedrock',
      description: 'First document as image, for Nova image embeddings; further documents are dropped.',
      produces: ['inputImage'],
    },
    firstDocAs('inputImage', 'image'),
  ),
  fromDocs(
    {
      name: 'connector.pre_process.bedrock.nova.video_embedding',
      service: 'bedrock',
      description: 'First document as video, for Nova video embeddings; further documents are dropped.',
      produces: ['inputVideo'],
    },
    firstDocAs('inputVideo', 'video'),
  ),
  fromDocs(
    {
      name: 'connector.pre_process.bedrock.nova.audio_embedding',
      service: 'bedrock',
      description: 'First document as audio, for Nova audio embeddings; further documents are dropped.',
      produces: ['inputAudio'],
    },
    firstDocAs('inputAudio', 'audio'),
  ),
  fromQuery(
    {
      name: 'connector.pre_process.default.rerank',
      service: 'default',
      description: 'A query, the documents as a JSON list, and their number.',
      produces: ['query', 'documents', 'top_n'],
    },
    rerank,
  ),
  fromQuery(
    {
      name: 'connector.pre_process.cohere.rerank',
      service: 'cohere',
      description: 'A query, the documents as a JSON list, and their number, as Cohere rerank calls take them.',
      produces: ['query', 'documents', 'top_n'],
    },
    rerank,
  ),
  fromQuery(
    {
      name: 'connector.pre_process.bedrock.rerank',
      service: 'bedrock',
      description: 'A query and the documents as the two JSON lists that Bedrock rerank calls take, and their number.',
      produces: ['queries', 'sources', 'numberOfResults'],
    },
    bedrockRerank,
  ),
];

/** The built-in pre-process functions by name (functions.md §2), in the order in which they are listed. */
export const preProcessFunctions: ReadonlyMap<string, PreProcessFunction> = new Map(functions.map((entry) => [entry.name, entry]));
