/** A JSON document that may be none: scalars are their text, keys may stand twice, and references are filled in before it is sent. */
export type Tree = Scalar | List | Fields | Reference;

/** What stands in a document as this text. */
export interface Scalar {
  readonly text: string;
}

/** An array. */
export interface List {
  readonly items: readonly Tree[];
}

/** An object, in its order. */
export interface Fields {
  readonly entries: readonly (readonly [string, Tree])[];
}

/** One of the values that are known under a name; where there is none, the tree beside it. */
export interface Reference {
  readonly reference: string;
  readonly choice: number;
  readonly otherwise: Tree;
}

/** The tree of a JSON value. */
export const treeOf = (value: unknown): Tree => {
  if (Array.isArray(value)) return { items: value.map(treeOf) };
  if (typeof value !== 'object' || value === null) return { text: JSON.stringify(value) };
  return { entries: Object.entries(value).map(([key, child]) => [key, treeOf(child)] as const) };
};

/** The document as it is sent. */
export const textOf = (tree: Tree): string => {
  if ('text' in tree) return tree.text;
  if ('items' in tree) return `[${tree.items.map(textOf).join(',')}]`;
  if ('entries' in tree)
    return `{${tree.entries.map(([key, value]) => `${JSON.stringify(key)}:${textOf(value)}`).join(',')}}`;
  return textOf(tree.otherwise);
};

/** How many values there are in a document, itself included. */
export const sizeOf = (tree: Tree): number => {
  if ('items' in tree) return tree.items.reduce((sum, item) => sum + sizeOf(item), 1);
  if ('entries' in tree) return tree.entries.reduce((sum, [, value]) => sum + sizeOf(value), 1);
  return 1;
};

/** The document with its nth value (from 0, in reading order) changed; `undefined` leaves the value out. */
export const edit = (tree: Tree, place: number, change: (value: Tree) => Tree | undefined): Tree => {
  let next = 0;
  const visit = (value: Tree): Tree | undefined => {
    const here = next;
    next += 1;
    if (here === place) {
      next += sizeOf(value) - 1;
      return change(value);
    }
    if ('items' in value) return { items: value.items.map(visit).filter((item) => item !== undefined) };
    if ('entries' in value) {
      return {
        entries: value.entries.flatMap(([key, child]) =>
          [visit(child)].filter((kept) => kept !== undefined).map((kept) => [key, kept] as const),
        ),
      };
    }
    return value;
  };
  return visit(tree) ?? { text: '' };
};

// `{"type": "project", "id": …}` names what it points at beside it.
const referenceIn = ({ entries }: Fields, { reference }: Reference): string => {
  const type = entries.find(([key]) => key === 'type')?.[1];
  return reference === 'id' && type !== undefined && 'text' in type ? `${String(JSON.parse(type.text))}_id` : reference;
};

/** The document with every reference filled in. */
export const resolveTree = (tree: Tree, find: (reference: Reference) => Tree | undefined): Tree => {
  if ('items' in tree) return { items: tree.items.map((item) => resolveTree(item, find)) };
  if ('entries' in tree) {
    return {
      entries: tree.entries.map(
        ([key, value]) =>
          [
            key,
            resolveTree('reference' in value ? { ...value, reference: referenceIn(tree, value) } : value, find),
          ] as const,
      ),
    };
  }
  return 'reference' in tree ? resolveTree(find(tree) ?? tree.otherwise, find) : tree;
};
