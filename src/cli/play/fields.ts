import { parseInstant, type Instant } from '../../kernel/instant.js';
import type { ReportFault, Tree, TreeMapping } from './yaml-tree.js';

/** Reads the members of one mapping of a script, and reports what is not as it must be. */
export class Fields {
  private constructor(
    readonly tree: TreeMapping,
    private readonly what: string,
    readonly fault: ReportFault,
  ) {}

  /** Undefined (and a fault) where the tree is no mapping. `what` names it to the script's author. */
  static of(tree: Tree, what: string, fault: ReportFault): Fields | undefined {
    if (tree.kind === 'mapping') return new Fields(tree, what, fault);
    fault(tree.line, `${what} is a mapping`);
    return undefined;
  }

  get line(): number {
    return this.tree.line;
  }

  get(name: string): Tree | undefined {
    return this.tree.members.get(name)?.value;
  }

  lineOf(name: string): number {
    return this.tree.members.get(name)?.line ?? this.tree.line;
  }

  only(names: readonly string[]): void {
    for (const [name, member] of this.tree.members) {
      if (!names.includes(name)) this.fault(member.line, `${this.what} has no ${name} (it has ${names.join(', ')})`);
    }
  }

  /** A text that is not blank; undefined where it is absent or reported. */
  text(name: string): string | undefined {
    const tree = this.get(name);
    if (tree === undefined) return undefined;
    if (isText(tree)) return tree.value;
    this.fault(tree.line, `${name} is a text that is not blank`);
    return undefined;
  }

  requiredText(name: string): string | undefined {
    if (this.get(name) === undefined) this.fault(this.line, `${this.what} needs ${name}`);
    return this.text(name);
  }

  instant(name: string): Instant | undefined {
    const tree = this.get(name);
    if (tree === undefined) return undefined;
    const at = isText(tree) ? parseInstant(tree.value) : undefined;
    if (at === undefined) this.fault(tree.line, `${name} is an instant of RFC 3339 with an offset`);
    return at;
  }

  /** A list of texts, none of them blank; undefined where it is absent or reported. */
  texts(name: string): readonly string[] | undefined {
    const tree = this.get(name);
    if (tree === undefined) return undefined;
    const texts = textsOf(tree);
    if (texts === undefined) this.fault(tree.line, `${name} is a list of texts`);
    return texts;
  }
}

export function isText(tree: Tree): tree is Tree & { readonly kind: 'scalar'; readonly value: string } {
  return tree.kind === 'scalar' && typeof tree.value === 'string' && tree.value.trim() !== '';
}

export function isNull(tree: Tree): boolean {
  return tree.kind === 'scalar' && tree.value === null;
}

export function isCount(tree: Tree): tree is Tree & { readonly kind: 'scalar'; readonly value: number } {
  return tree.kind === 'scalar' && Number.isSafeInteger(tree.value) && Number(tree.value) >= 0;
}

export function textsOf(tree: Tree): readonly string[] | undefined {
  if (tree.kind !== 'list') return undefined;
  const texts = tree.items.flatMap((item) => (isText(item) ? [item.value] : []));
  return texts.length === tree.items.length ? texts : undefined;
}
