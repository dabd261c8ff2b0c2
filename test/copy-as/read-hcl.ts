/** A value as Terraform has it: strings in NFC, as its strings always are. */
export type Hcl = string | number | boolean | Hcl[] | { [name: string]: Hcl };
export type Block = { type: string; labels: string[]; attributes: Map<string, Hcl>; blocks: Block[] };

/**
 * Reads the part of HCL's grammar that has no expressions but literals and `join`: stricter than Terraform, so that whatever passes here
 * means there what it means here.
 * @throws Error with the rest of the text at the first mistake
 */
export function readHcl(text: string): Block {
  const reader = new Reader(text);
  const root = reader.body({ type: '', labels: [] }, '');
  return root;
}

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  #fail(expected: string): never {
    throw new Error(`Expected ${expected} before: ${JSON.stringify(this.#text.slice(this.#at, this.#at + 60))}`);
  }

  #take(pattern: RegExp): string | undefined {
    const found = new RegExp(pattern.source, 'uy');
    found.lastIndex = this.#at;
    const match = found.exec(this.#text)?.[0];
    if (match !== undefined) this.#at += match.length;
    return match;
  }

  #need(pattern: RegExp, expected: string): string {
    return this.#take(pattern) ?? this.#fail(expected);
  }

  /** Spaces, line ends and comments. */
  #gap() {
    this.#take(/(\s|#[^\n]*\n)*/);
  }

  body(head: Pick<Block, 'type' | 'labels'>, end: '' | '}'): Block {
    const block: Block = { ...head, attributes: new Map(), blocks: [] };
    for (this.#gap(); ; this.#gap()) {
      if (end === '' ? this.#at === this.#text.length : this.#take(/\}/)) return block;
      const name = this.#need(/[A-Za-z_][\w-]*/, 'a name');
      this.#take(/ +/);
      if (this.#take(/= */)) {
        if (block.attributes.has(name)) throw new Error(`${name} stands twice`);
        block.attributes.set(name, this.value());
        this.#need(/ *\n/, 'the end of the line');
      } else {
        const labels: string[] = [];
        for (let label = this.#take(/"[\w-]*"/); label !== undefined; label = this.#take(/"[\w-]*"/)) {
          labels.push(label.slice(1, -1));
          this.#take(/ +/);
        }
        this.#need(/\{\n/, 'a block');
        block.blocks.push(this.body({ type: name, labels }, '}'));
        this.#need(/ *\n/, 'the end of the line');
      }
    }
  }

  value(): Hcl {
    if (this.#take(/join\("", /)) {
      const parts = this.value();
      this.#need(/\)/, 'the end of join');
      if (!Array.isArray(parts)) this.#fail('a list to join');
      return parts.join('');
    }
    if (this.#take(/\[/)) return this.#list();
    if (this.#take(/\{/)) return this.#map();
    if (this.#take(/"/)) return this.#string();
    const word = this.#need(/true|false|-?\d+/, 'a value');
    return word === 'true' || word === 'false' ? word === 'true' : Number(word);
  }

  #list(): Hcl[] {
    const items: Hcl[] = [];
    for (this.#gap(); !this.#take(/\]/); this.#gap()) {
      items.push(this.value());
      this.#gap();
      if (this.#take(/\]/)) break;
      this.#need(/,/, 'a comma');
    }
    return items;
  }

  #map(): { [name: string]: Hcl } {
    const entries: [string, Hcl][] = [];
    for (this.#gap(); !this.#take(/\}/); this.#gap()) {
      const isFirstFor = entries.length === 0 && this.#text.startsWith('for ', this.#at); // would begin an expression
      if (isFirstFor) this.#fail('a key');
      const name = this.#take(/"/) ? this.#string() : this.#need(/[A-Za-z_][\w-]*/, 'a key');
      this.#need(/ *= */, 'an equals sign');
      entries.push([name, this.value()]);
      this.#need(/ *\n/, 'the end of the line');
    }
    return Object.fromEntries(entries);
  }

  #string(): string {
    let value = '';
    for (;;) {
      if (this.#take(/"/)) return value.normalize('NFC');
      const part = this.#take(/\$\$\{|%%\{/);
      if (part !== undefined) {
        value += part.slice(1);
        continue;
      }
      if (this.#take(/\$\{|%\{/)) this.#fail('no template');
      // A dollar in front of an escaped brace is read differently by Terraform's two scanners, so it may not stand there.
      if (this.#take(/\$(?=\$\$\{)|%(?=%%\{)/)) this.#fail('no mark in front of an escape');
      const special = this.#take(/\\(u[0-9a-fA-F]{4}|[nrt"\\])/);
      if (special !== undefined) value += JSON.parse(`"${special}"`);
      else value += this.#need(/[^\\"\n\r]/, 'a character');
    }
  }
}
