import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['lib/**/*.test.ts', 'test/**/*.test.ts', 'components/**/*.test.ts'],
    maxWorkers: 2,
    testTimeout: 20_000,
    isolate: false, // loading the same modules again for every file would take as long as all tests
  },
});
