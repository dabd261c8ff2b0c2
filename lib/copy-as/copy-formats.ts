/** What a connector can be copied as, in the order of the menu. */
export const copyFormats = [
  { id: 'dev_tools', label: 'Dev Tools' },
  { id: 'curl', label: 'cURL' },
  { id: 'opensearch_js', label: 'opensearch-js' },
  { id: 'opensearch_py', label: 'opensearch-py' },
  { id: 'terraform', label: 'Terraform' },
  { id: 'json', label: 'JSON' },
  { id: 'blueprint', label: 'Blueprint file' },
] as const;

export type CopyFormat = (typeof copyFormats)[number]['id'];

const ofCalls = ['dev_tools', 'curl', 'opensearch_js', 'opensearch_py'] as const satisfies CopyFormat[];

/** What a call of `_predict` can be copied as. */
export type CallFormat = (typeof ofCalls)[number];

export const callFormats = copyFormats.filter((format): format is (typeof copyFormats)[number] & { id: CallFormat } =>
  (ofCalls as readonly string[]).includes(format.id),
);

export const isCopyFormat = (value: unknown): value is CopyFormat => copyFormats.some(({ id }) => id === value);

/**
 * Why a connector cannot be copied as something; undefined when it can.
 * @param protocol of the connector; those of MCP have no actions
 */
export function copyRefusal(format: CopyFormat, protocol: unknown): string | undefined {
  if (typeof protocol !== 'string' || !protocol.startsWith('mcp_')) return undefined;
  if (format === 'terraform') return 'The Terraform provider knows connectors with actions only.';
  return format === 'blueprint' ? 'Blueprints are of connectors with actions.' : undefined;
}
