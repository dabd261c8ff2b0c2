import { isRefusal, judgeAddress } from '#lib/predict/judge-address.ts';
import type { AddressJudge, Verdict } from './address.ts';

const mostKept = 5_000; // verdicts
const nothing: ReadonlyMap<string, string> = new Map();

/** What a host is refused for before any name is looked up; undefined when there is nothing against it. */
export type HostJudge = (host: string, port: number | undefined, url: string) => string | undefined;

/**
 * Judges saved addresses, stages `form` to `pin`, and keeps the verdicts: lists ask for the same ones over and over.
 * @param version changes whenever a verdict may change
 * @param judgeHost what an address rule has against the host itself; left out, hosts are not judged
 */
export function addressJudge(trusted: readonly string[], version: string, judgeHost?: HostJudge): AddressJudge {
  const kept = new Map<string, Verdict>();
  const decide = (url: string): Verdict => {
    const verdict = judgeAddress({ url, address: { template: url, saved: {}, runtime: nothing } }, trusted);
    if (isRefusal(verdict)) return { allowed: false, stage: verdict.stage, reason: verdict.error.message };
    const { host, port } = verdict.uri;
    const refused = judgeHost?.(host, port, url);
    return refused === undefined ? { allowed: true } : { allowed: false, stage: 'ip', reason: refused };
  };
  return {
    version,
    judge(url) {
      const known = kept.get(url) ?? decide(url);
      if (kept.size >= mostKept) kept.clear();
      kept.set(url, known);
      return known;
    },
  };
}
