/** @type {import('next').NextConfig} */
export default {
  // For the container; `npm start` serves from the folder.
  output: process.env.STANDALONE ? 'standalone' : undefined,
  poweredByHeader: false,
  experimental: { authInterrupts: true }, // pages answer 403 to whoever may not open them
  images: { unoptimized: true }, // /_next/image answers 404
  // Named packages are traced into the container instead of bundled, because server.ts uses them too.
  serverExternalPackages: [
    'better-sqlite3',
    '@prisma/client',
    '@prisma/adapter-better-sqlite3',
    'undici',
    'zod',
    'pino',
    'yaml',
    're2js',
    '@aws-sdk/signature-v4',
    '@smithy/core',
    'ajv',
    'papaparse',
    'openid-client',
  ],
  outputFileTracingIncludes: {
    '/*': ['./server.ts', './lib/**/*', './generated/**/*', './prisma/migrations/**/*', './docs/{guides,images}/*', './next.config.mjs'],
  },
};
