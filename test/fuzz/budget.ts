/** How many times as much is tried: 1 in `npm test`, more in `npm run fuzz`. */
const factor = Number(process.env.FUZZ_FACTOR ?? 1);

/** Milliseconds until a longer run gives up. */
export const patience = factor === 1 ? 30_000 : 1_200_000;

/** `npm test` tries the same values each time, a longer run new ones; a failure names its seed and path. */
export const budget = (numRuns: number): { numRuns: number; seed?: number } => ({
  numRuns: numRuns * factor,
  ...(factor === 1 && { seed: 4711 }),
});
