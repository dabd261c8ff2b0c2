import { clientConfigRanges, defaultClientConfig, rangedFields } from '../client-config.ts';
import type { ClientConfig } from '../connector.ts';
import { type Problem, pointer, problem } from './problem.ts';

/** Numbers outside of what is used (threats.md I-10), and switches that weaken the connection. */
export function checkClientConfig(config: ClientConfig | undefined): Problem[] {
  if (!config) return [];
  const found = rangedFields.flatMap((field) => {
    const [least, most] = clientConfigRanges[field];
    const value = config[field];
    if (value >= least && value <= most) return [];
    const used = value < least ? least : most;
    const fix = { label: `Use ${used}`, patch: [{ op: 'replace' as const, path: pointer('client_config', field), value: used }] };
    return [
      problem(
        'warning',
        `client_config.${field}`,
        `${value} is stored as it is, but ${used} is used: the range is ${least} to ${most}.`,
        fix,
      ),
    ];
  });
  found.push(...checkMutualTls(config), ...checkRetries(config));
  if (!config.skip_ssl_verification) return found;
  const fix = {
    label: 'Check certificates',
    patch: [{ op: 'replace' as const, path: pointer('client_config', 'skip_ssl_verification'), value: false }],
  };
  const message = 'Certificates are not checked: whoever stands between can read the credential and change the answers.';
  return [...found, problem('warning', 'client_config.skip_ssl_verification', message, fix)];
}

function checkMutualTls({ mutual_tls_enabled, skip_ssl_verification, keystore_type }: ClientConfig): Problem[] {
  if (!mutual_tls_enabled) return [];
  const found: Problem[] = [];
  if (skip_ssl_verification) {
    const message = 'With mutual TLS certificates are always checked: calls are refused. Give the authority as ca_cert_pem instead.';
    found.push(problem('error', 'client_config.skip_ssl_verification', message));
  }
  if (keystore_type !== undefined && !/^(pem|pkcs12)$/i.test(keystore_type)) {
    found.push(problem('error', 'client_config.keystore_type', 'Supported types are PEM and PKCS12: calls are refused.'));
  }
  return found;
}

/** Nothing is tried again unless max_retry_times says so. */
function checkRetries({ max_retry_times, retry_backoff_millis, retry_backoff_policy, retry_timeout_seconds }: ClientConfig): Problem[] {
  if (max_retry_times !== 0) return [];
  const changed = Object.entries({ retry_backoff_millis, retry_timeout_seconds, retry_backoff_policy }).filter(
    ([name, value]) => value !== defaultClientConfig[name as keyof ClientConfig], // as: members of both
  );
  return changed.map(([name]) =>
    problem('info', `client_config.${name}`, 'It has no effect while max_retry_times is 0: nothing is tried again.'),
  );
}
