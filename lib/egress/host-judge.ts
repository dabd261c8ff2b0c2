import '#server-only';
import type { HostJudge } from '#lib/connectors/address-judge.ts';
import type { TrustPolicy } from '#lib/predict/ports.ts';
import { literalOf } from './addresses.ts';
import { judgeAddresses, judgeName } from './guard.ts';

/** What the guard has against a host that needs no lookup: a name that stands for this machine or its cloud, or an address itself. */
export const hostJudge =
  (trust: TrustPolicy): HostJudge =>
  (host, port = 0, url) => {
    const refused = judgeName(host, trust);
    const literal = refused ? undefined : literalOf(host);
    if (literal === undefined) return refused;
    return judgeAddresses([literal], { url, host, port, trust, isOwn: () => false });
  };
