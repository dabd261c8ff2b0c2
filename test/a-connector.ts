/** A valid create body; what a test is about goes into `change`. */
// biome-ignore lint/suspicious/noExplicitAny: bodies that are wrong on purpose
export const aConnector = (change: Record<string, any> = {}): Record<string, any> => ({
  name: 'Cohere embed',
  description: 'Embeddings for search',
  version: 1,
  protocol: 'http',
  parameters: { model: 'embed-english-v3.0' },
  credential: { cohere_key: 'secret-value-1' },
  actions: [anAction()],
  ...change,
});

// biome-ignore lint/suspicious/noExplicitAny: as above
export const anAction = (change: Record<string, any> = {}): Record<string, any> => ({
  action_type: 'predict',
  method: 'POST',
  url: 'https://api.cohere.ai/v1/embed',
  headers: { Authorization: 'Bearer ${credential.cohere_key}' },
  request_body: '{"texts":${parameters.texts},"model":"${parameters.model}"}',
  ...change,
});
