import { ADMIN_TOKEN } from './processes.ts';

/** Sends a request as the first user, and resolves to the body of the response. */
export const ask = async <T>(url: string, method: string, path: string, body?: object): Promise<T> => {
  const answer = await fetch(`${url}/v1${path}`, {
    method,
    headers: { Authorization: `Bearer ${ADMIN_TOKEN}`, 'Content-Type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${method} ${path} was answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as T;
};

interface Made {
  readonly id: string;
}

/** Creates an organization and resolves to its id. */
export const makeOrganization = async (url: string): Promise<string> =>
  (await ask<Made>(url, 'POST', '/organizations', { name: 'Benchmark' })).id;

/** Creates a project with one control. */
export const makeProject = async (url: string, organizationId: string, settings: object = {}): Promise<string> => {
  const { id } = await ask<Made>(url, 'POST', `/organizations/${organizationId}/projects`, {
    name: 'Benchmark',
    ...settings,
  });
  const controls = [
    { name: 'sentiment', kind: 'choice', source: 'text', options: ['positive', 'negative', 'neutral'] },
  ];
  await ask(url, 'POST', `/projects/${id}/annotation-uis`, { name: 'Sentiment', controls });
  await ask(url, 'POST', `/projects/${id}/guidelines`, { text: 'Say how the sentence sounds.' });
  return id;
};

/** An annotator and their token. */
export interface Annotator {
  readonly user_id: string;
  readonly token: string;
}

/** Creates annotators in an organization. */
export const makeAnnotators = async (
  url: string,
  organizationId: string,
  count: number,
): Promise<readonly Annotator[]> => {
  const annotators: Annotator[] = [];
  for (let n = 0; n < count; n += 1) {
    const { id } = await ask<Made>(url, 'POST', `/organizations/${organizationId}/service-accounts`, {
      name: `Annotator ${n}`,
      roles: ['annotator'],
    });
    const { secret } = await ask<{ readonly secret: string }>(
      url,
      'POST',
      `/organizations/${organizationId}/service-accounts/${id}/tokens`,
      { name: 'Benchmark' },
    );
    annotators.push({ user_id: id, token: secret });
  }
  return annotators;
};

/** Imports NDJSON and checks that every line created an item. */
export const importNdjson = async (
  url: string,
  projectId: string,
  body: string | ReadableStream<Uint8Array>,
  count: number,
): Promise<void> => {
  const answer = await fetch(`${url}/v1/projects/${projectId}/items`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${ADMIN_TOKEN}`, 'Content-Type': 'application/x-ndjson' },
    body,
    duplex: 'half',
  });
  const text = await answer.text();
  if (!answer.ok || (JSON.parse(text) as { readonly created: number }).created !== count)
    throw new Error(`An import of ${count} items was answered ${answer.status}: ${text}`);
};

/** Returns the data of the `n`th item: a sentence of about 100 characters. */
export const dataOf = (n: number): { readonly text: string } => ({
  text: `Sentence ${n}: the cast is phenomenal, the music is not, and nobody in the audience could say why.`,
});

/** Returns the items from `from` (inclusive) to `until` (exclusive) as NDJSON. */
export const ndjsonOf = (from: number, until: number): string => {
  let text = '';
  for (let n = from; n < until; n += 1) text += `${JSON.stringify({ external_id: `item-${n}`, data: dataOf(n) })}\n`;
  return text;
};
