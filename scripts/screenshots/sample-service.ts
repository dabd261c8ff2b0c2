import { createServer, type ServerResponse } from 'node:http';

/** Where the connectors of the pictures find a service that answers; the same in every round, because it stands in the pictures. */
export const serviceHost = '127.0.0.1:18434';

const vector = [0.0217, -0.0341, 0.0562, 0.0119, -0.0078, 0.0443, -0.0206, 0.0384, 0.0051, -0.0167, 0.0295, -0.0412];

const large = 'A connector tells OpenSearch how to call a model that runs elsewhere: address, headers, body and key.';
const small = 'A link from OpenSearch to a model elsewhere.';

function answer(path: string, response: ServerResponse) {
  const send = (status: number, body: unknown) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  if (path.startsWith('/api/embed')) return send(200, { model: 'nomic-embed-text', embeddings: [vector], prompt_eval_count: 4 });
  if (path.startsWith('/rerank')) return send(503, { error: 'no worker is free' });
  const isSmall = path.startsWith('/mistral');
  return send(200, {
    id: 'chat-1',
    object: 'chat.completion',
    model: isSmall ? 'mistral-small' : 'llama-3.3',
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: isSmall ? small : large },
        finish_reason: 'stop',
      },
    ],
    usage: { prompt_tokens: 14, completion_tokens: isSmall ? 9 : 19, total_tokens: isSmall ? 23 : 33 },
  });
}

/** A service on this machine: it embeds, it chats, and its reranker is always busy. */
export function startService(): Promise<{ stop(): void }> {
  const server = createServer((request, response) => {
    request.resume().once('end', () => answer(request.url ?? '', response));
  });
  return new Promise((resolve, reject) => {
    server.once('error', ({ message }) => reject(new Error(`The service of the pictures cannot listen on ${serviceHost}: ${message}`)));
    server.listen(18434, '127.0.0.1', () => resolve({ stop: () => server.closeAllConnections() ?? server.close() }));
  });
}
