import type { Prediction } from '#lib/client/predictions.ts';
import type { PreparedRequest, SigningReport } from '#lib/predict/ports.ts';
import type { Reply } from './answer.ts';

/** What the service says that it would have signed. */
export type SignatureRefusal = { canonical_request: string; string_to_sign?: string };

const canonical = /canonical string for this request should have been\s*'([\s\S]*?)'\s*(?=\n\s*\n|\n?\s*The String-to-Sign|$)/i;
const toSign = /string-to-sign should have been\s*'([\s\S]*?)'/i;

/** The service's own canonical text in a refusal of AWS: JSON with a message, or the XML of S3. */
export function signatureRefusal(reply: Reply | undefined): SignatureRefusal | undefined {
  if (reply?.status !== 403) return undefined;
  const words = messageOf(reply.body);
  const [, canonical_request] = canonical.exec(words) ?? xml('CanonicalRequest', words);
  if (canonical_request === undefined) return undefined;
  const [, string_to_sign] = toSign.exec(words) ?? xml('StringToSign', words);
  return { canonical_request, ...(string_to_sign !== undefined && { string_to_sign }) };
}

function messageOf(body: string): string {
  try {
    const { message, Message } = JSON.parse(body) as { message?: unknown; Message?: unknown }; // as: read below as texts only
    return [message, Message].find((text) => typeof text === 'string') ?? body;
  } catch {
    return body; // XML, or words
  }
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'", '#10': '\n', '#13': '\r' };

function xml(name: string, text: string): readonly [string, string] | readonly [] {
  const found = new RegExp(`<${name}>([\\s\\S]*?)</${name}>`).exec(text)?.[1];
  return found === undefined ? [] : [name, found.replace(/&(#?\w+);/g, (whole, entity: string) => entities[entity] ?? whole)];
}

/** What went out was signed like this, secrets masked. */
export function sentSigning(prediction: Prediction | undefined): SigningReport | undefined {
  const detail = prediction?.trace.steps.find(({ name }) => name === 'send')?.detail as { request?: PreparedRequest } | undefined; // as: that step's shape
  return detail?.request?.signing;
}
