const laidOut = (schema: object) => JSON.stringify(schema, null, 2);

/** A request needs parameters; what they are is for the author to say. */
export const startingInput = laidOut({
  type: 'object',
  properties: {
    parameters: {
      type: 'object',
      properties: { input: { type: 'string' } },
      required: ['input'],
    },
  },
  required: ['parameters'],
});

/** The frame of every answer of a remote model. */
export const startingOutput = laidOut({
  type: 'object',
  properties: {
    inference_results: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          output: { type: 'array', items: { type: 'object', properties: { name: { type: 'string' }, dataAsMap: { type: 'object' } } } },
          status_code: { type: 'integer' },
        },
        required: ['output', 'status_code'],
      },
    },
  },
  required: ['inference_results'],
});
