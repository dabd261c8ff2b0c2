const longest = 64;

/** An id like the one that was wished for and is not taken: `acme-chat`, `acme-chat-2`, `acme-chat-3`. */
export function freeId(wish: string, isTaken: (id: string) => boolean): string {
  if (!isTaken(wish)) return wish;
  const base = wish.replace(/-\d+$/, '');
  for (let number = 2; ; number++) {
    const end = `-${number}`;
    const id = base.slice(0, longest - end.length).replace(/-+$/, '') + end;
    if (!isTaken(id)) return id;
  }
}
