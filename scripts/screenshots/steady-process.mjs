// Loaded before the studio that is photographed, so that two rounds give the same pictures: its clock stands still at the instant that the
// file STEADY_CLOCK holds, every measured time is a small fixed step, and ids follow from a counter. For a throw-away studio only.
import crypto from 'node:crypto';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const file = process.env.STEADY_CLOCK;

// Not in a build or another tool that the start runs.
if (file && process.argv[1]?.endsWith('start.mjs')) {
  const RealDate = Date;
  const now = () => Number(fs.readFileSync(file, 'utf8'));
  globalThis.Date = class extends RealDate {
    constructor(...given) {
      super(...(given.length === 0 ? [now()] : given));
    }
    static now = now;
  };

  let elapsed = 0;
  performance.now = () => {
    elapsed += 0.1; // milliseconds
    return elapsed;
  };

  const counts = new Map();
  const bytes = (size) => {
    const count = (counts.get(size) ?? 0) + 1;
    counts.set(size, count);
    return crypto.hkdfSync('sha256', `${size} ${count}`, '', 'steady', size);
  };
  crypto.randomBytes = (size, callback) => {
    const made = Buffer.from(bytes(size));
    if (!callback) return made;
    process.nextTick(callback, null, made);
  };
  syncBuiltinESMExports();
}
