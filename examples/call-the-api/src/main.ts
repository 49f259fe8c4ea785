import { createClient, GoldsetError } from '@goldset/client';
import type { Client, ImportItem, Task } from '@goldset/client';

const { GOLDSET_URL: url = 'http://127.0.0.1:8080', GOLDSET_TOKEN: token } = process.env;
if (token === undefined) throw new Error('GOLDSET_TOKEN must be the token that `npm start` printed.');

const goldset = createClient({ url, token });

// 1. An organization, and in it a project that says what is asked and how to answer.
const { id: organization_id } = await goldset.post('/organizations', { body: { name: 'Film club' } });
const inOrganization = { path: { organization_id } };
const { id: project_id } = await goldset.post('/organizations/{organization_id}/projects', { ...inOrganization, body: { name: 'Reviews', overlap: 2 } });
const inProject = { path: { project_id } };
await goldset.post('/projects/{project_id}/annotation-uis', {
  ...inProject,
  body: { name: 'Sentiment', controls: [{ name: 'sentiment', kind: 'choice', source: 'text', options: ['positive', 'negative'] }] },
});
await goldset.post('/projects/{project_id}/guidelines', { ...inProject, body: { text: 'Judge the sentence, not the film.' } });

// 2. The data goes in while it is made, so it may be of any length. Every item has a name of its own, so all of it can be sent again.
const sentences = ['the cast is phenomenal', 'two hours that feel like four', 'you will laugh, mostly at the wrong places'];
const items = function* (): Generator<ImportItem> {
  for (const [index, text] of sentences.entries()) yield { external_id: `sentence-${index + 1}`, data: { text } };
};
console.error('imported', await goldset.import('/projects/{project_id}/items', items, inProject));

// 3. Two annotators, here machines, claim tasks and answer them until there is nothing left for them.
const judges: Readonly<Record<string, (task: Task) => string>> = {
  optimist: () => 'positive',
  pessimist: ({ item }) => (String(item.data['text']).includes('phenomenal') ? 'positive' : 'negative'),
};

const hire = async (name: string): Promise<Client> => {
  const account = await goldset.post('/organizations/{organization_id}/service-accounts', { ...inOrganization, body: { name, roles: ['annotator'] } });
  const { secret } = await goldset.post('/organizations/{organization_id}/service-accounts/{user_id}/tokens', { path: { organization_id, user_id: account.id }, body: { name: 'example' } });
  // It is said once: to who sends the same request again, it is null.
  if (secret === null) throw new Error('The token was made by an earlier request, which was told its secret.');
  return createClient({ url, token: secret });
};

for (const [name, judge] of Object.entries(judges)) {
  const annotator = await hire(name);
  for (;;) {
    const { tasks } = await annotator.post('/projects/{project_id}/tasks/claim', { ...inProject, body: { count: 2 } });
    if (tasks.length === 0) break;
    for (const task of tasks) {
      await annotator.post('/projects/{project_id}/tasks/{task_id}/submit', { path: { project_id, task_id: task.id }, body: { value: { sentiment: judge(task) } } });
    }
  }
}

// 4. What the server refuses is an error with a code, and the place of each fault.
try {
  await goldset.post('/projects/{project_id}/guidelines', { ...inProject, body: { text: '' } });
} catch (error) {
  if (!(error instanceof GoldsetError) || error.code !== 'invalid') throw error;
  for (const { pointer, detail } of error.errors) console.error('refused', pointer, detail);
}

// 5. A list is walked page by page, and the answers come out one line of JSON per item.
for await (const item of goldset.list('/projects/{project_id}/items', { ...inProject, query: { per_page: 2 } })) console.error(item.external_id, item.state);
for await (const line of goldset.export(project_id)) console.log(JSON.stringify(line));
