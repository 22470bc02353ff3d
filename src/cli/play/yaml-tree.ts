import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml';
import type { Alias, Document, Node, Pair } from 'yaml';
import type { Json } from '../../kernel/json.js';

/** A YAML document with its aliases followed and every place's line kept; keys are texts. */
export type Tree = TreeScalar | TreeList | TreeMapping;

export interface TreeScalar {
  readonly kind: 'scalar';
  readonly line: number;
  readonly value: string | number | boolean | null;
}

export interface TreeList {
  readonly kind: 'list';
  readonly line: number;
  readonly items: readonly Tree[];
}

export interface TreeMapping {
  readonly kind: 'mapping';
  readonly line: number;
  readonly members: ReadonlyMap<string, { readonly line: number; readonly value: Tree }>;
}

export type ReportFault = (line: number, message: string) => void;

/** Aliases are cheap to write and dear to follow: these bound what a document may unfold to. */
export const MAX_NODES = 1_000_000;
export const MAX_DEPTH = 64;

/** Reads one document of YAML 1.2, core schema: an instant is a text. Undefined where a fault was reported. */
export function readYaml(text: string, fault: ReportFault): Tree | undefined {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    version: '1.2',
    schema: 'core',
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: true,
  });
  for (const problem of [...document.errors, ...document.warnings]) {
    fault(lines.linePos(problem.pos[0]).line, problem.message);
  }
  if (document.errors.length + document.warnings.length > 0) return undefined;
  try {
    return new Unfolding(targetsOf(document), lines).tree(document.contents, 1, 0);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    fault(error.line, error.message);
    return undefined;
  }
}

class Unreadable extends Error {
  constructor(
    readonly line: number,
    message: string,
  ) {
    super(message);
  }
}

/** What each alias stands for: the last node before it that bears its anchor. */
function targetsOf(document: Document.Parsed): ReadonlyMap<Alias, Node> {
  const anchors = new Map<string, Node>();
  const targets = new Map<Alias, Node>();
  visit(document, {
    Alias(_, alias) {
      const target = anchors.get(alias.source);
      if (target !== undefined) targets.set(alias, target);
    },
    Value(_, node) {
      if (node.anchor !== undefined) anchors.set(node.anchor, node);
    },
  });
  return targets;
}

class Unfolding {
  private nodes = 0;

  constructor(
    private readonly targets: ReadonlyMap<Alias, Node>,
    private readonly lines: LineCounter,
  ) {}

  tree(node: unknown, lineAbove: number, depth: number): Tree {
    const line = this.lineOf(node, lineAbove);
    this.nodes += 1;
    if (this.nodes > MAX_NODES) throw new Unreadable(line, `the script unfolds to more than ${MAX_NODES} values`);
    if (depth > MAX_DEPTH) throw new Unreadable(line, `values are nested deeper than ${MAX_DEPTH}`);
    if (isAlias(node)) return { ...this.tree(this.target(node, line), line, depth + 1), line };
    if (isMap(node)) return this.mapping(node.items, line, depth);
    if (isSeq(node)) {
      return { kind: 'list', line, items: node.items.map((item) => this.tree(item, line, depth + 1)) };
    }
    return { kind: 'scalar', line, value: isScalar(node) ? scalarOf(node.value, line) : null };
  }

  private target(alias: Alias, line: number): Node {
    const target = this.targets.get(alias);
    if (target === undefined) throw new Unreadable(line, `nothing before it bears the anchor ${alias.source}`);
    return target;
  }

  private mapping(pairs: readonly Pair[], line: number, depth: number): TreeMapping {
    const members = new Map<string, { line: number; value: Tree }>();
    for (const pair of pairs) {
      const key = this.tree(pair.key, line, depth + 1);
      if (key.kind !== 'scalar') throw new Unreadable(key.line, 'a key is a text');
      const name = String(key.value);
      if (members.has(name)) throw new Unreadable(key.line, `the key ${name} stands twice`);
      members.set(name, { line: key.line, value: this.tree(pair.value, key.line, depth + 1) });
    }
    return { kind: 'mapping', line, members };
  }

  private lineOf(node: unknown, lineAbove: number): number {
    const range = isAlias(node) || isMap(node) || isSeq(node) || isScalar(node) ? node.range : undefined;
    return range ? this.lines.linePos(range[0]).line : lineAbove;
  }
}

function scalarOf(value: unknown, line: number): TreeScalar['value'] {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw new Unreadable(line, 'a value is a text, a finite number, true, false or null');
}

/** The value alone, as JSON would have it. */
export function plain(tree: Tree): Json {
  switch (tree.kind) {
    case 'scalar':
      return tree.value;
    case 'list':
      return tree.items.map(plain);
    case 'mapping':
      return plainMapping(tree);
  }
}

export function plainMapping(tree: TreeMapping): { readonly [key: string]: Json } {
  return Object.fromEntries([...tree.members].map(([name, member]) => [name, plain(member.value)]));
}
