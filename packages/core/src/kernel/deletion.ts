/** What became of a deletion: done, or not, since the thing is at another revision than the one that was to be deleted. `undefined`: there is no such thing. */
export type Deletion = 'deleted' | { readonly revision: number } | undefined;
