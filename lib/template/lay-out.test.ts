import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ExplainedSpan } from './explain-template.ts';
import { layOut } from './lay-out.ts';

const span = (text: string, part: string): ExplainedSpan => {
  const start = text.indexOf(part);
  return { start, end: start + part.length, name: part, origin: 'call', as_json_string: false, depth: 0 };
};

test('a payload is laid out, and its filled stretches move along', () => {
  const text = '{ "texts": ["a","b"], "model":"m {x}, [y]: \\"z", "n":1.0E-4,"e":{ },"l":[] }';
  const { text: out, spans } = layOut({ text, spans: [span(text, '["a","b"]'), span(text, 'm {x}'), span(text, '1.0E-4')] });
  expect(out).toBe(`{\n  "texts": [\n    "a",\n    "b"\n  ],\n  "model": "m {x}, [y]: \\"z",\n  "n": 1.0E-4,\n  "e": {},\n  "l": []\n}`);
  expect(spans.map(({ start, end }) => out.slice(start, end))).toEqual(['[\n    "a",\n    "b"\n  ]', 'm {x}', '1.0E-4']);
});

test('whatever JSON says it says laid out as well', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 4 }), (text) => {
      const { text: out } = layOut({ text, spans: [] });
      expect(JSON.parse(out)).toEqual(JSON.parse(text));
      expect(layOut({ text: out, spans: [] }).text).toBe(out);
      expect(layOut({ text: JSON.stringify(JSON.parse(text), null, 2), spans: [] }).text).toBe(JSON.stringify(JSON.parse(text), null, 2));
    }),
  );
});
