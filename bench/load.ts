import { Pool } from 'undici';

export type Request = { method: 'GET' | 'POST'; path: string; headers: Record<string, string>; body?: string };
export type Load = { requests_per_second: number; p50: number; p95: number; p99: number; errors: number };

const percentile = (sorted: Float64Array, share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

/** Sends the same request over `connections` sockets, each one after the other, for `seconds`. Times are milliseconds. */
export async function applyLoad(origin: string, request: Request, { connections = 10, seconds = 3 } = {}): Promise<Load> {
  const pool = new Pool(origin, { connections, pipelining: 1 });
  const times: number[] = [];
  let errors = 0;
  const begin = performance.now();
  const end = begin + seconds * 1000;
  const one = async () => {
    while (performance.now() < end) {
      const sent = performance.now();
      const { statusCode, body } = await pool.request(request);
      await body.dump();
      times.push(performance.now() - sent);
      if (statusCode !== 200) errors += 1;
    }
  };
  await Promise.all(Array.from({ length: connections }, one));
  const elapsed = (performance.now() - begin) / 1000;
  await pool.close();
  const sorted = Float64Array.from(times).sort();
  return {
    requests_per_second: times.length / elapsed,
    p50: percentile(sorted, 0.5),
    p95: percentile(sorted, 0.95),
    p99: percentile(sorted, 0.99),
    errors,
  };
}
