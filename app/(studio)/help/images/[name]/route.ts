import { readPicture } from '#lib/help/guides.ts';

type Context = { params: Promise<{ name: string }> };

/** A picture of the guides; they show sample content only, so anybody may see them. */
export async function GET(_request: Request, { params }: Context) {
  const picture = readPicture((await params).name);
  if (!picture) return new Response(null, { status: 404 });
  return new Response(new Uint8Array(picture.bytes), {
    headers: { 'content-type': 'image/png', 'cache-control': 'private, max-age=3600', 'x-content-type-options': 'nosniff' },
  });
}
