import { def, type Lambda, type TypeName } from './ast.ts';
import { compileProblem } from './script-problem.ts';

type Local = { slot: number; type: TypeName; isReadOnly: boolean };

/**
 * The variables of one function, block by block, and the slots of its frame. A lambda has a scope of its own: what it uses of the
 * function around it is copied into its frame when it is made, so it can be read but not written.
 */
export class Scope {
  readonly #outer: Scope | null;
  readonly #captures: Lambda['captures'];
  readonly #blocks: Map<string, Local>[] = [new Map()];
  #nesting = 0;
  /** Slots that a frame needs. */
  size = 0;
  /** How deep statements and expressions nest. */
  height = 0;

  /** @param captures of a lambda, filled by looking names up */
  constructor(outer: Scope | null = null, captures: Lambda['captures'] = []) {
    this.#outer = outer;
    this.#captures = captures;
  }

  /** @throws ScriptProblem when the name is taken */
  declare(name: string, type: TypeName, at: number): number {
    if (this.find(name)) throw compileProblem(at, `variable [${name}] is already defined`);
    return this.#add(this.#blocks.length - 1, name, { type, isReadOnly: false });
  }

  #add(block: number, name: string, local: Omit<Local, 'slot'>): number {
    const slot = this.size++;
    this.#blocks[block]?.set(name, { ...local, slot });
    return slot;
  }

  find(name: string): Local | undefined {
    for (let at = this.#blocks.length - 1; at >= 0; at--) {
      const local = this.#blocks[at]?.get(name);
      if (local) return local;
    }
    const outer = this.#outer?.find(name);
    if (!outer) return undefined;
    const slot = this.#add(0, name, { type: outer.type, isReadOnly: true });
    this.#captures.push({ from: outer.slot, to: slot });
    return { slot, type: outer.type, isReadOnly: true };
  }

  /** Names that could have been meant. */
  names(): string[] {
    return [...this.#blocks.flatMap((block) => [...block.keys()]), ...(this.#outer?.names() ?? [])];
  }

  /** Variables that are declared inside live no longer. */
  inBlock<Result>(run: () => Result): Result {
    this.#blocks.push(new Map());
    const result = run();
    this.#blocks.pop();
    return result;
  }

  /** One level of the tree. */
  nested<Result>(run: () => Result): Result {
    this.height = Math.max(this.height, ++this.#nesting);
    const result = run();
    this.#nesting -= 1;
    return result;
  }

  /** `params` and the like: there before the script begins. */
  static withParams(): Scope {
    const scope = new Scope();
    scope.declare('params', { ...def, name: 'Map' }, 0);
    return scope;
  }
}
