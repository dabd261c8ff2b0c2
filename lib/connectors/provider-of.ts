/** Who answers at a host, most telling ending first. Ids are those of the blueprint gallery. */
const providers: readonly (readonly [RegExp, string])[] = [
  [/^api\.openai\.com$/, 'openai'],
  [/\.(openai|cognitiveservices|services\.ai)\.azure\.com$/, 'azure_openai'],
  [/^bedrock(-agent)?(-runtime)?(-fips)?\..*\.amazonaws\.com$/, 'amazon_bedrock'],
  [/^(runtime|api)\.sagemaker(-fips)?\..*\.amazonaws\.com$/, 'amazon_sagemaker'],
  [/^comprehend(-fips)?\..*\.amazonaws\.com$/, 'amazon_comprehend'],
  [/^textract(-fips)?\..*\.amazonaws\.com$/, 'amazon_textract'],
  [/^rekognition(-fips)?\..*\.amazonaws\.com$/, 'amazon_rekognition'],
  [/(\.lambda-url\..*\.on\.aws|^lambda\..*\.amazonaws\.com)$/, 'aws_lambda'],
  [/^api\.cohere\.(ai|com)$/, 'cohere'],
  [/^generativelanguage\.googleapis\.com$/, 'google_gemini'],
  [/(aiplatform|^discoveryengine)\.googleapis\.com$/, 'google_vertex_ai'],
  [/^api\.deepseek\.com$/, 'deepseek'],
  [/^api\.mistral\.ai$/, 'mistral'],
  [/^api\.anthropic\.com$/, 'anthropic'],
  [/^(api\.voyageai\.com|ai\.mongodb\.com)$/, 'voyage'],
  [/^api\.jina\.ai$/, 'jina'],
  [/\.?huggingface\.(co|cloud)$/, 'huggingface'],
  [/\.api\.nvidia\.com$/, 'nvidia_nim'],
  [/^api\.together\.(ai|xyz)$/, 'together'],
  [/^api\.fireworks\.ai$/, 'fireworks'],
  [/^api\.groq\.com$/, 'groq'],
  [/^api\.x\.ai$/, 'xai'],
  [/^openrouter\.ai$/, 'openrouter'],
  [/^api\.perplexity\.ai$/, 'perplexity'],
  [/\.ml\.cloud\.ibm\.com$/, 'ibm_watsonx'],
  [/\.api\.cloud\.yandex\.net$/, 'yandex_cloud'],
  [/^api\.cloudflare\.com$/, 'cloudflare'],
  [/\.(cloud\.databricks\.com|azuredatabricks\.net|gcp\.databricks\.com)$/, 'databricks'],
  [/\.snowflakecomputing\.com$/, 'snowflake'],
  [/:11434$/, 'ollama'],
];

/** @param host as `hostOf` gives it; @returns a provider id, or "other" */
export function providerOf(host: string): string {
  const name = host.replace(/:(80|443)$/, '');
  const withoutPort = name.replace(/:\d+$/, '');
  return providers.find(([pattern]) => pattern.test(withoutPort) || pattern.test(name))?.[1] ?? 'other';
}
