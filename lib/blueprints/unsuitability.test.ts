import { expect, test } from 'vitest';
import { aBlueprint } from '../../test/a-blueprint.ts';
import { authKind } from './auth-kind.ts';
import { blueprintFacts } from './blueprint-row.ts';
import { gallery } from './gallery.ts';

test('what needs an AWS role says why it cannot be used here', () => {
  const facts = blueprintFacts(aBlueprint({}, { protocol: 'aws_sigv4', credential: { roleArn: '<roleArn>' } }));
  expect(facts).toMatchObject({ auth: 'aws_role', protocol: 'aws_sigv4' });
  expect(facts.unsuitable).toContain('AWS role');
});

test('a built-in blueprint with a superseded model says so, and the others have nothing to say', () => {
  const told = gallery.filter((blueprint) => blueprintFacts(blueprint).unsuitable !== undefined);
  expect(told.map(({ id }) => id)).toEqual(['aleph-alpha-embedding']);
  expect(gallery.some(({ connector }) => authKind(connector) === 'aws_role')).toBe(false);
});

test('built-in blueprints have every facet', () => {
  for (const blueprint of gallery) {
    const { provider, task, protocol, auth, addresses } = blueprintFacts(blueprint);
    expect([provider, task, protocol, auth, ...addresses].every(Boolean)).toBe(true);
  }
});
