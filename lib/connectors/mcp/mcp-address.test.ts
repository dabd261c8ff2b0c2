import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isStudioError } from '#lib/errors.ts';
import { mcpAddress } from './mcp-address.ts';

test.each([
  ['https://mcp.example.com', '/mcp/', 'https://mcp.example.com/mcp/'],
  ['https://mcp.example.com/base/path?x=1', '/sse', 'https://mcp.example.com/sse'],
  ['https://mcp.example.com/base/path?x=1', 'sse?y=%2F', 'https://mcp.example.com/base/sse?y=%2F'],
  ['https://mcp.example.com', 'sse', 'https://mcp.example.com/sse'],
  ['https://mcp.example.com/base', '', 'https://mcp.example.com/base'],
  ['https://mcp.example.com/sse', 'https://MCP.example.com:443/messages', 'https://MCP.example.com:443/messages'],
])('from %s the reference %j leads to %s', (base, reference, address) => {
  expect(mcpAddress(base, reference)).toBe(address);
});

test.each([
  'https://evil.example',
  '//evil.example/x',
  'http://mcp.example.com/x',
  'https://mcp.example.com@evil.example/',
  'javascript:x',
  ' https://evil.example',
])('no reference leads to another host: %j', (reference) => {
  expect(() => mcpAddress('https://mcp.example.com/sse', reference)).toThrow('must be on the host of its URL');
});

test('whatever the reference is, a URL parser finds the same host or none', () => {
  const part = fc.constantFrom(
    '/',
    '\\',
    '@',
    ':',
    '?',
    '#',
    '.',
    '..',
    '//',
    'http:',
    'https:',
    'evil.example',
    'mcp.example.com',
    ' ',
    '\t',
    '\n',
    '%2f',
    'x',
    '\u3002',
    '\uff0f',
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
      let address: string;
      try {
        address = mcpAddress('https://mcp.example.com/base/sse', parts.join(''));
      } catch (thrown) {
        if (!isStudioError(thrown)) throw thrown;
        return;
      }
      if (URL.canParse(address)) expect(new URL(address).host).toBe('mcp.example.com');
    }),
    { numRuns: 2000 },
  );
});
