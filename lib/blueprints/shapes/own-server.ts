import { secret } from './questions.ts';

/** The stand-in host of blueprints for servers that one runs oneself. */
export const ownServer = 'models.internal.example';

export const ownServerPattern = '^http://models\\.internal\\.example(:[0-9]{1,5})?/.*$';

/** What every server in a private network asks of an administrator. */
export const privateHostNote =
  'Your host is a private address: switch on plugins.ml_commons.connector.private_ip_enabled and trust the host with a pattern of its own.';

/** For a server that asks for a key only when it was started with one. */
export const optionalKey = (name: string, service: string) =>
  secret(name, 'API key', { help: `Any text, unless ${service} was started with a key of its own.`, required: false });
