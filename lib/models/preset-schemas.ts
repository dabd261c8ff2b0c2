/** The part of JSON Schema that the presets need. Key order is what is printed. */
export type Schema = {
  type: 'object' | 'array' | 'string' | 'number' | 'integer';
  properties?: Readonly<Record<string, Schema>>;
  items?: Schema;
  required?: readonly string[];
};

const text: Schema = { type: 'string' };
const number: Schema = { type: 'number' };
const list = (items: Schema): Schema => ({ type: 'array', items });
const some = (properties: Record<string, Schema>): Schema => ({ type: 'object', properties });
const all = (properties: Record<string, Schema>, required = Object.keys(properties)): Schema => ({ type: 'object', properties, required });

/** An answer of `_predict` whose tensors look like this. */
const answer = (tensor: Schema): Schema =>
  all({ inference_results: list(all({ output: list(tensor), status_code: { type: 'integer' } })) });
/** The same, with nothing that has to be there. */
const looseAnswer = (tensor: Schema, status: Schema): Schema =>
  some({ inference_results: list(some({ output: list(tensor), status_code: status })) });
const mapped = (dataAsMap: Schema): Schema => all({ name: text, dataAsMap });

export const conversationInput = all({ parameters: all({ inputs: text }) });
export const conversationOutput = answer(mapped(all({ response: text })));
export const claude2Output = answer(mapped(all({ type: text, completion: text, stop_reason: text, stop: text }, ['type', 'completion'])));

const tokens = list(
  some({
    generatedToken: some({ token: text, logprob: number, raw_logprob: number }),
    textRange: some({ start: number, end: number }),
  }),
);
export const jurassicOutput = looseAnswer(
  some({
    name: text,
    dataAsMap: some({
      id: number,
      prompt: some({ text, tokens }),
      completions: list(some({ data: some({ text, tokens }), finishReason: some({ reason: text, length: number }) })),
    }),
  }),
  { type: 'integer' },
);

export const textsInput = some({ parameters: all({ texts: list(text) }) });
export const titanTextInput = some({ parameters: all({ inputText: text }) });
export const titanImageInput = some({ parameters: some({ inputText: text, inputImage: text }) });
export const embeddingOutput = answer(all({ name: text, data_type: text, shape: list({ type: 'integer' }), data: list(number) }));
export const titanOutput = answer(mapped(all({ embedding: list(number), inputTextTokenCount: { type: 'integer' } })));
export const cohereOutput = answer(mapped(all({ id: text, texts: list(text), embeddings: list(list(number)), response_type: text })));

export const comprehendInput = all({ parameters: all({ Text: text }) });
export const comprehendOutput = answer(mapped(all({ response: all({ Languages: list(all({ LanguageCode: text, Score: number })) }) })));

export const textractInput = all({ parameters: all({ bytes: text }) });
export const textractOutput = looseAnswer(
  some({
    name: text,
    dataAsMap: some({
      Blocks: list(
        some({
          BlockType: text,
          Geometry: some({
            BoundingBox: some({ Height: number, Left: number, Top: number, Width: number }),
            Polygon: list(some({ X: number, Y: number })),
          }),
          Id: text,
          Relationships: list(some({ Ids: list(text), Type: text })),
        }),
      ),
      DetectDocumentTextModelVersion: text,
      DocumentMetadata: some({ Pages: number }),
    }),
  }),
  number,
);
