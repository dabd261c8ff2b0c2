import { expect, test } from 'vitest';
import { hasSharedMaterial } from '../shared-material.ts';
import { replay } from './replay.ts';

test.skipIf(!hasSharedMaterial).each(['batch', 'tasks', 'models'])(
  'recorded %s: every step is answered alike, or is a listed difference',
  async (area) => {
    const { unexplained, needless } = await replay([area]);
    expect(unexplained).toEqual([]);
    expect(needless).toEqual([]);
  },
  120_000,
);
