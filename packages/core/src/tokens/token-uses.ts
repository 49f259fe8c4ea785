import type { AccessRecord, Needs } from '../access/index.ts';
import type { Id, Timestamp } from '../kernel/index.ts';
import type { TokensRepository } from './repository.ts';

/** Stores, in one statement, which tokens were used since the last call. Resolves to the number of changed tokens. */
export type WriteTokenUses = () => Promise<number>;

/** Collects in memory which tokens were used, until it is stored, so that a request does not cost a write. */
export interface TokenUses {
  /** Notes that a token was used, unless less than a minute has passed since the stored use. */
  readonly note: (token: AccessRecord['used_token'], at: Timestamp) => void;
  readonly write: WriteTokenUses;
}

const PRECISION = 60_000;

/** Creates the collection of token uses. */
export const newTokenUses = ({ store }: Pick<Needs<{ tokens: TokensRepository }>, 'store'>): TokenUses => {
  let noted = new Map<Id, Timestamp>();
  const put = (uses: Map<Id, Timestamp>, id: Id, at: Timestamp): void => {
    const before = uses.get(id);
    if (before === undefined || before < at) uses.set(id, at);
  };
  return {
    note: (token, at) => {
      if (token === null) return;
      if (token.last_used_at !== null && Date.parse(at) - Date.parse(token.last_used_at) < PRECISION) return;
      put(noted, token.id, at);
    },
    write: async () => {
      if (noted.size === 0) return 0;
      const uses = noted;
      noted = new Map();
      try {
        return await store
          .within({ organization_id: null, project_id: null })
          .tokens.markUsed([...uses].map(([id, at]) => ({ id, at })));
      } catch (error) {
        for (const [id, at] of uses) put(noted, id, at);
        throw error;
      }
    },
  };
};
