import { expect, test } from 'vitest';
import { gallery } from '#lib/blueprints/gallery.ts';
import type { ConnectorAction } from '#lib/connectors/connector.ts';
import { type Definition, emptyInput, initialInput, inputOfExample, predictBody, previewOf } from './playground-input.ts';

function definitionOf(id: string): Definition {
  const connector = gallery.find((blueprint) => blueprint.id === id)?.connector;
  if (!connector) throw new Error(id);
  return { ...connector, actions: connector.actions.map((action) => ({ ...action, action_type: 'PREDICT' }) as ConnectorAction) };
}

test('every example of the gallery, shown as typed, makes the predict body it came from', () => {
  for (const blueprint of gallery) {
    const definition = definitionOf(blueprint.id);
    for (const example of blueprint.examples) {
      const { body, algorithm } = predictBody(inputOfExample(example), definition, definition.actions?.[0]);
      expect(JSON.parse(body)).toEqual(example.input);
      expect(algorithm).toBe(example.algorithm ?? 'remote');
      expect(previewOf(definition, 'PREDICT', { body, algorithm })).not.toHaveProperty('problem');
    }
  }
});

test('an embedding starts with documents, a chat with parameters', () => {
  expect(initialInput(definitionOf('cohere-embed-v3').actions?.[0]).kind).toBe('text_docs');
  expect(initialInput(definitionOf('openai-chat').actions?.[0]).kind).toBe('parameters');
});

test('broken JSON is a problem with its place, not a crash', () => {
  const preview = previewOf(definitionOf('openai-chat'), 'PREDICT', { body: '{ "parameters": ', algorithm: 'remote' });
  expect(preview).toHaveProperty('problem.type', 'json_e_o_f_exception');
});

test('empty documents are not sent', () => {
  const definition = definitionOf('cohere-embed-v3');
  const input = { ...emptyInput, kind: 'text_docs' as const, docs: ['a', '', 'b'] };
  expect(predictBody(input, definition, definition.actions?.[0]).body).toBe('{"text_docs":["a","b"]}');
});
