import type { AccessRecord, Needs } from '../access/index.ts';
import type { Id, Timestamp } from '../kernel/index.ts';
import type { TokensRepository } from './repository.ts';

/** Writes down which tokens were used since it was called last, all of them in one statement, and says how many that were. */
export type WriteTokenUses = () => Promise<number>;

/** Which tokens were used, kept in memory until it is written down: a request costs no write for it. */
export interface TokenUses {
  /** Notes that a token was used, unless less than a minute has gone by since what is written down. */
  readonly note: (token: AccessRecord['used_token'], at: Timestamp) => void;
  readonly write: WriteTokenUses;
}

const PRECISION = 60_000;

/** Makes a memory of which tokens were used. */
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
