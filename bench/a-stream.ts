const piece = (content: string) => `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content } }] })}\n\n`;
const end = 'data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n';

export const eventsOfAStream = 200;
/** A streamed answer as a chat service sends it. */
export const aStream = `${piece('word ').repeat(eventsOfAStream - 1)}${end}`;
