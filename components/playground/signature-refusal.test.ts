import { expect, test } from 'vitest';
import { signatureRefusal } from './signature-refusal.ts';

const canonical = "POST\n/model/it's/invoke\n\nhost:example.com\nx-amz-date:20300101T000000Z\n\nhost;x-amz-date\nabc";
const toSign = 'AWS4-HMAC-SHA256\n20300101T000000Z\n20300101/us-east-1/bedrock/aws4_request\nffff';
const words = `The request signature we calculated does not match.\n\nThe Canonical String for this request should have been\n'${canonical}'\n\nThe String-to-Sign should have been\n'${toSign}'\n`;
const reply = (status: number, body: string) => ({ status, headers: {}, body });

test('the canonical text of a service is read from its refusal, whichever way it spells the message', () => {
  for (const body of [JSON.stringify({ message: words }), JSON.stringify({ __type: 'x', Message: words }), words]) {
    expect(signatureRefusal(reply(403, body))).toEqual({ canonical_request: canonical, string_to_sign: toSign });
  }
});

test('the XML of S3 says it in elements', () => {
  const body = '<Error><StringToSign>a&#10;b</StringToSign><CanonicalRequest>GET\n/x&amp;y</CanonicalRequest></Error>';
  expect(signatureRefusal(reply(403, body))).toEqual({ canonical_request: 'GET\n/x&y', string_to_sign: 'a\nb' });
});

test('any other refusal says nothing of signatures', () => {
  expect(signatureRefusal(reply(403, '{"message":"Access denied"}'))).toBeUndefined();
  expect(signatureRefusal(reply(400, words))).toBeUndefined();
  expect(signatureRefusal(undefined)).toBeUndefined();
});
