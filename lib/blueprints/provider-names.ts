/** How a provider is written on the screen. */
export const providerNames: Readonly<Record<string, string>> = {
  amazon_bedrock: 'Amazon Bedrock',
  amazon_comprehend: 'Amazon Comprehend',
  amazon_sagemaker: 'Amazon SageMaker',
  azure_openai: 'Azure OpenAI',
  cohere: 'Cohere',
  deepseek: 'DeepSeek',
  ollama: 'Ollama',
  openai: 'OpenAI',
};
