/** Pages that every administrator can open, and the words of their one h1. */
export const routes = [
  { path: '/connectors', heading: 'Connectors' },
  { path: '/connectors/new', heading: 'Create connector' },
  { path: '/connectors/new?blueprint=openai-chat', heading: 'Create connector' },
  { path: '/blueprints?provider=cohere', heading: 'Blueprints' }, // all cards are alike, and axe looks at each
  { path: '/blueprints/cohere-embed-v3', heading: 'Cohere Embed v3' },
  { path: '/blueprints/new?blank=1', heading: 'Create blueprint' },
  { path: '/models', heading: 'Models' },
  { path: '/playground', heading: 'Playground' },
  { path: '/activity', heading: 'Activity' },
  { path: '/settings', heading: 'Cluster settings' },
  { path: '/users', heading: 'Users' },
] as const;
