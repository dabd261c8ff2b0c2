import { fromTripleQuotes } from '#components/ui/json-text.ts';

export type Request = { method: string; path: string; body?: string };

const firstLine = /^(GET|POST|PUT|PATCH|DELETE|HEAD) +(\S+)$/;

/**
 * Reads what people copy out of Dev Tools: requests one below the other, `METHOD path` and then a body, if any, in which `"""` encloses
 * texts of several lines. Lines that start with `#` in front of a request are comments.
 * @throws Error naming the first line that belongs to no request
 */
export function readTranscript(text: string): Request[] {
  const requests: (Request & { lines: string[] })[] = [];
  for (const line of text.split('\n')) {
    const [, method, path] = firstLine.exec(line.trim()) ?? [];
    const current = requests.at(-1);
    if (method && path) requests.push({ method, path: path.startsWith('/') ? path : `/${path}`, lines: [] });
    else if (isBetween(line, current?.lines)) continue;
    else if (current) current.lines.push(line);
    else throw new Error(`No request begins with: ${line}`);
  }
  return requests.map(({ method, path, lines }) => {
    const body = lines.join('\n').trim();
    return { method, path, ...(body !== '' && { body: fromTripleQuotes(body) ?? body }) };
  });
}

/** Nothing, or a comment, where no body has begun. */
const isBetween = (line: string, lines: string[] | undefined) =>
  line.trim() === '' ? !lines?.length : line.startsWith('#') && (lines ?? []).join('').trim() === '';

/** Every ` ```console ` block of a Markdown text. */
export const snippetsOf = (markdown: string): string[] =>
  [...markdown.matchAll(/^```console\n([\s\S]*?)^```$/gm)].map(([, text = '']) => text);

export type Sent = Request & { status: number; answer: unknown };

/**
 * Sends the requests in turn. `<name>` stands for a value that is known, or that an earlier answer had under that name.
 * @throws Error naming a placeholder that nothing is known for
 */
export async function runTranscript(
  text: string,
  send: (request: Request) => Promise<{ status: number; body: unknown }>,
  known: Record<string, string> = {},
): Promise<Sent[]> {
  const values = new Map(Object.entries(known));
  const fill = (part: string) =>
    part.replaceAll(/<(\w+)>/g, (_, name: string) => {
      const value = values.get(name);
      if (value === undefined) throw new Error(`Nothing is known for <${name}>`);
      return value;
    });
  const sent: Sent[] = [];
  for (const request of readTranscript(text)) {
    const filled = { ...request, path: fill(request.path), ...(request.body !== undefined && { body: fill(request.body) }) };
    const { status, body: answer } = await send(filled);
    for (const [name, value] of Object.entries(answer ?? {})) if (typeof value === 'string') values.set(name, value);
    sent.push({ ...filled, status, answer });
  }
  return sent;
}
