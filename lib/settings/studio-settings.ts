import type { Setting } from './setting.ts';

const kibibyte = 1024;
const mebibyte = 1024 * kibibyte;

const row = (rest: Omit<Setting, 'update' | 'since'> & Partial<Pick<Setting, 'update'>>): Setting => ({
  update: 'dynamic',
  since: '0.1',
  ...rest,
});

type FileOnly = [name: string, type: 'text' | 'list', title: string, description: string];

/** What stands in the settings file only. */
const fileOnly = (group: Setting['group'], rows: readonly FileOnly[]): Setting[] =>
  rows.map(([name, type, title, description]) =>
    row({ key: `studio.${name}`, type, default: type === 'list' ? [] : '', update: 'static', group, title, description }),
  );

/** Settings of our own (architecture §10.6), and one of the cluster that test suites of clients write. */
export const studioSettings: readonly Setting[] = [
  row({
    key: 'studio.request_max_bytes',
    type: 'bytes',
    default: '10mb',
    min: kibibyte,
    max: 100 * mebibyte,
    group: 'Limits',
    title: 'Largest prediction request',
    description: 'How large the body of a prediction may be.',
  }),
  row({
    key: 'studio.response_max_bytes',
    type: 'bytes',
    default: '10mb',
    min: kibibyte,
    max: 100 * mebibyte,
    group: 'Limits',
    title: 'Largest answer of a service',
    description: 'How much of an answer is read before the call is given up.',
  }),
  row({
    key: 'studio.egress.max_calls',
    type: 'integer',
    default: '512',
    min: 1,
    max: 10_000,
    group: 'Limits',
    title: 'Calls at once',
    description: 'How many calls to other services may be under way at the same time.',
  }),
  row({
    key: 'studio.egress.max_queue',
    type: 'integer',
    default: '2048',
    min: 0,
    max: 100_000,
    group: 'Limits',
    title: 'Calls in the queue',
    description: 'How many calls may wait for their turn before further ones are refused.',
  }),
  row({
    key: 'studio.rate_limit.per_minute',
    type: 'integer',
    default: '0',
    min: 0,
    max: 1_000_000,
    group: 'Limits',
    title: 'Predictions per minute',
    description: 'How many predictions each user or token may ask for in a minute; 0 is no limit.',
  }),
  row({
    key: 'studio.history.keep_runs',
    type: 'integer',
    default: '30',
    min: 0,
    max: 3_650,
    group: 'History and audit',
    title: 'Days to keep runs',
    description: 'For how many days the list of predictions is kept.',
  }),
  row({
    key: 'studio.history.keep_bodies',
    type: 'integer',
    default: '7',
    min: 0,
    max: 3_650,
    group: 'History and audit',
    title: 'Days to keep bodies',
    description: 'For how many days inputs and answers of predictions are kept; 0 keeps none.',
  }),
  row({
    key: 'studio.audit.keep',
    type: 'integer',
    default: '400',
    min: 1,
    max: 36_500,
    group: 'History and audit',
    title: 'Days to keep the audit log',
    description: 'For how many days it is kept who changed what.',
  }),
  row({
    key: 'studio.egress.dns_servers',
    type: 'list',
    default: [],
    update: 'static',
    group: 'Private addresses',
    title: 'Name servers',
    description: "Which name servers resolve the hosts of connectors; empty asks this machine's own.",
  }),
  ...fileOnly('Sign-in', [
    [
      'proxy_login.trusted_proxies',
      'list',
      'Trusted proxies',
      'Addresses of reverse proxies that may say who somebody is; empty switches it off.',
    ],
    ['oidc.issuer', 'text', 'Sign-in provider', 'The address of the OpenID Connect provider that people sign in with; empty is none.'],
    ['oidc.client_id', 'text', 'Client id', 'The name under which the sign-in provider knows this studio.'],
    ['oidc.client_secret_file', 'text', 'File with the client secret', 'The file that holds the secret for the sign-in provider.'],
    ['oidc.username_claim', 'text', 'Claim with the name', 'The claim of the sign-in provider that is the user name here.'],
    ['oidc.roles_claim', 'text', 'Claim with the roles', 'The claim of the sign-in provider that names roles.'],
    ['oidc.role_map', 'list', 'Roles by claim', "Which of the provider's names stand for which role here, as name=role."],
    ['proxy_login.user_header', 'text', 'Header with the user', 'The header in which a trusted proxy names the user.'],
    [
      'proxy_login.roles_header',
      'text',
      'Header with the roles',
      'The header in which a trusted proxy names roles, with commas between them.',
    ],
    ['proxy_login.secret_header', 'text', 'Header with the secret', 'The header in which a trusted proxy shows that it is one.'],
    ['proxy_login.secret_file', 'text', 'File with the secret', 'The file that holds what a trusted proxy has to show.'],
  ]),
  row({
    key: 'cluster.max_shards_per_node',
    type: 'integer',
    default: '1000',
    min: 1,
    group: 'Nodes',
    title: 'Shards per node',
    description: 'A setting of OpenSearch itself, kept because test suites of its clients write it.',
    isInert: true,
  }),
];
