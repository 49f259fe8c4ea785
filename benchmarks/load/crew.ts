import { createClient } from '@goldset/client';
import type { Client } from '@goldset/client';
import { revealed } from '@goldset/core/testing';
import type { Random } from '../../test/random.ts';
import type { Recorder } from './recorder.ts';
import type { Stack } from './stack.ts';

/** A project, the clients that work on it, and what they know about it. */
export interface Crew {
  readonly organization_id: string;
  readonly project_id: string;
  /** The first user, who manages the project. The connections of this client are never cut. */
  readonly manager: Client;
  readonly annotators: readonly Client[];
  readonly memory: Memory;
}

/** An answer that the server has acknowledged. */
export interface Acknowledged {
  readonly annotation_id: string;
  readonly item_id: string;
  readonly guideline_version: number;
  /** The text that the annotator saw. */
  readonly text: unknown;
  label: string;
  revision: number;
}

/** What the clients remember from the responses they got. */
export interface Memory {
  /** By the ids of their tasks. */
  readonly answers: Map<string, Acknowledged>;
  /** The final states of tasks that were not submitted. */
  readonly ended: Map<string, 'skipped' | 'released'>;
  /** The number of items; they are numbered from 0. */
  items: number;
  /** The latest guideline version that is known to be published. */
  guideline: number;
}

/** The options of a crew. */
export interface CrewOptions {
  readonly annotators: number;
  readonly items: number;
  readonly leaseSeconds: number;
  /** The probability that a connection is cut during a request of an annotator. */
  readonly cuts: number;
  /** A text that every item contains in addition to its number. */
  readonly ballast?: string;
}

/** How many times a client sends a request again; these retries last longer than any fault. */
export const RETRIES = 20;

export const LABELS = ['positive', 'negative', 'neutral'] as const;

const AT_ONCE = 8;
const OVERLAP = 3;
const MAX_CLAIMED = 6;

/** Returns the import line of the item with a number. */
export const itemOf = (
  n: number,
  ballast = '',
): { readonly external_id: string; readonly data: { readonly text: string } } => ({
  external_id: `sentence-${n}`,
  data: { text: `sentence ${n}${ballast}` },
});

/** Creates an organization, a project with items, and annotators with tokens. */
export const newCrew = async (
  { url, token }: Stack,
  recorder: Recorder,
  random: Random,
  { annotators, items, leaseSeconds, cuts, ballast }: CrewOptions,
): Promise<Crew> => {
  const manager = createClient({ url, token, retries: RETRIES, fetch: recorder.sender(random, 0) });
  const { id: organization_id } = await manager.post('/organizations', { body: { name: 'Under load' } });
  const inOrganization = { organization_id };
  const settings = { name: 'Reviews', overlap: OVERLAP, lease_seconds: leaseSeconds, max_claimed: MAX_CLAIMED };
  const { id: project_id } = await manager.post('/organizations/{organization_id}/projects', {
    path: inOrganization,
    body: settings,
  });
  const path = { project_id };
  const controls = [{ name: 'sentiment', kind: 'choice', source: 'text', options: LABELS }] as const;
  await manager.post('/projects/{project_id}/annotation-uis', { path, body: { name: 'Sentiment', controls } });
  await manager.post('/projects/{project_id}/guidelines', { path, body: { text: 'Judge the sentence.' } });
  await manager.import(
    '/projects/{project_id}/items',
    () => Array.from({ length: items }, (_, n) => itemOf(n, ballast)),
    { path },
  );

  const hire = async (name: string): Promise<Client> => {
    const accounts = '/organizations/{organization_id}/service-accounts';
    const { id: user_id } = await manager.post(accounts, {
      path: inOrganization,
      body: { name, roles: ['annotator'] },
    });
    const { secret } = revealed(
      await manager.post(`${accounts}/{user_id}/tokens`, {
        path: { organization_id, user_id },
        body: { name: 'token' },
      }),
    );
    return createClient({ url, token: secret, retries: RETRIES, fetch: recorder.sender(random.fork(), cuts) });
  };
  const hired: Client[] = [];
  while (hired.length < annotators) {
    const names = Array.from(
      { length: Math.min(AT_ONCE, annotators - hired.length) },
      (_, n) => `annotator ${hired.length + n}`,
    );
    hired.push(...(await Promise.all(names.map(hire))));
  }
  return {
    organization_id,
    project_id,
    manager,
    annotators: hired,
    memory: { answers: new Map(), ended: new Map(), items, guideline: 1 },
  };
};
