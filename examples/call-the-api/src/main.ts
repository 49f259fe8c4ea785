import { createGoldset, GoldsetError } from '@goldset/client';
import type { Goldset, ImportItem, Task } from '@goldset/client';

const { GOLDSET_URL: url = 'http://127.0.0.1:8080', GOLDSET_TOKEN: token } = process.env;
if (token === undefined) throw new Error('GOLDSET_TOKEN must be the token that `npm start` printed.');

const goldset = createGoldset({ url, token });

// 1. An organization, and in it a project that says what is asked and how to answer.
const { id: organization_id } = await goldset.organizations.create({ name: 'Film club' });
const organization = goldset.organization(organization_id);
const { id: project_id } = await organization.projects.create({ name: 'Reviews', overlap: 2 });
const project = goldset.project(project_id);
await project.annotationUis.create({
  name: 'Sentiment',
  controls: [{ name: 'sentiment', kind: 'choice', source: 'text', options: ['positive', 'negative'] }],
});
await project.guidelines.publish({ text: 'Judge the sentence, not the film.' });

// 2. The data goes in while it is made, so it may be of any length. Every item has a name of its own, so all of it can be sent again.
const sentences = [
  'the cast is phenomenal',
  'two hours that feel like four',
  'you will laugh, mostly at the wrong places',
];
const items = function* (): Generator<ImportItem> {
  for (const [index, text] of sentences.entries()) yield { external_id: `sentence-${index + 1}`, data: { text } };
};
console.error('imported', await project.items.import(items));

// 3. Two annotators, here machines, claim tasks and answer them until there is nothing left for them.
const judges: Readonly<Record<string, (task: Task) => string>> = {
  optimist: () => 'positive',
  pessimist: ({ item }) => (String(item.data['text']).includes('phenomenal') ? 'positive' : 'negative'),
};

const hire = async (name: string): Promise<Goldset> => {
  const { id } = await organization.serviceAccounts.create({ name, roles: ['annotator'] });
  const { secret } = await organization.serviceAccount(id).tokens.create({ name: 'example' });
  // It is said once: to who sends the same request again, it is null.
  if (secret === null) throw new Error('The token was made by an earlier request, which was told its secret.');
  return createGoldset({ url, token: secret });
};

for (const [name, judge] of Object.entries(judges)) {
  const annotator = (await hire(name)).project(project_id);
  for (;;) {
    const { tasks } = await annotator.tasks.claim({ count: 2 });
    if (tasks.length === 0) break;
    for (const task of tasks) await annotator.task(task.id).submit({ value: { sentiment: judge(task) } });
  }
}

// 4. What the server refuses is an error with a code, and the place of each fault.
try {
  await project.guidelines.publish({ text: '' });
} catch (error) {
  if (!(error instanceof GoldsetError) || error.code !== 'invalid') throw error;
  for (const { pointer, detail } of error.errors) console.error('refused', pointer, detail);
}

// 5. A list is walked page by page, and the answers come out one line of JSON per item.
for await (const item of project.items.list({ per_page: 2 })) console.error(item.external_id, item.state);
for await (const line of project.export()) console.log(JSON.stringify(line));
