// Written by `npm run generate` from README.md, so that its examples are compiled and run. Do not edit.

import { createGoldset } from '@goldset/client';

const { GOLDSET_URL: url = 'http://127.0.0.1:8080', GOLDSET_TOKEN: token = '' } = process.env;
const goldset = createGoldset({ url, token });

const organization = goldset.organization((await goldset.organizations.create({ name: 'Film Research' })).id);
const { id: project_id } = await organization.projects.create({ name: 'Reviews' });
const project = goldset.project(project_id);

const items = async function* () {
  for (let n = 1; n <= 1000; n += 1) yield { external_id: `review-${n}`, data: { text: `Review ${n}` } };
};

const { created, rejected, errors } = await project.items.import(items, { gzip: true });
console.log(`${created} created, ${rejected} rejected`, errors);

for await (const item of project.export()) {
  if (item.annotations.length === 0) break; // ends the request, too
}

const all = project.export({ state: 'open' });
for await (const item of all) console.assert(item.state === 'open');

const changes = project.export({ state: 'open', changed_since: all.next_cursor ?? '' });
for await (const change of changes) console.log('deleted_at' in change ? `${change.id} is gone` : change.data);

const table = await project.export({ format: 'csv' });
console.log((await new Response(table).text()).split(',').slice(0, 2));

const reviews = 'id,text,year\r\nfilm-1,"Superb, all of it",2019\r\n';
const rows = await project.items.import(() => reviews, { format: 'csv', query: { external_id: 'id', types: 'year:number' } });
console.log(`${rows.created} created, ${rows.rejected} rejected`, rows.errors);

let count = 0;
for await (const item of project.items.list({ order: 'desc', per_page: 200 })) count += item.data['text'] === undefined ? 0 : 1;

for await (const { members, pagination } of organization.members.list().pages()) {
  console.log(count, 'items;', members.length, 'member on a page of at most', pagination.per_page);
}

import { GoldsetError } from '@goldset/client';

try {
  await project.guidelines.publish({ text: '' });
} catch (error) {
  if (!(error instanceof GoldsetError)) throw error;
  if (error.code === 'invalid') for (const { pointer, detail } of error.errors) console.log(pointer, detail);
  else console.log(error.status, error.code, error.request_id);
}

const claim = await goldset.answers.project(project_id).tasks.claim({ count: 5 });
if (claim.status === 200) console.log(claim.body.tasks.length, claim.body.reason);
else if (claim.status === 409) console.log('There is no guideline yet:', claim.body.code);

await project.annotationUis.create(
  { name: 'Sentiment', controls: [{ name: 'sentiment', kind: 'choice', source: 'text', options: ['positive', 'negative'] }] },
  { headers: { 'Idempotency-Key': 'sentiment-1' }, signal: AbortSignal.timeout(10_000) },
);

const path = { project_id };
const { state } = await goldset.get('/projects/{project_id}', { path });
const claimed = await goldset.answers.post('/projects/{project_id}/tasks/claim', { path, body: { count: 1 } });
for await (const item of goldset.list('/projects/{project_id}/items', { path, query: { per_page: 200 } })) count -= item.data['text'] === undefined ? 0 : 1;
console.log(state, claimed.status, count);
