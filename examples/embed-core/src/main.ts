import { createHash, randomBytes } from 'node:crypto';
import { domainToASCII, domainToUnicode } from 'node:url';
import { createApplication, ExportOptions, INSTALLATION } from '@goldset/core';
import type { Caller, Id, ImportLine, Result, Target } from '@goldset/core';
import { createMemoryStore } from '@goldset/core/testing';
import { v7 } from 'uuid';

// The core is told what it needs. Here it keeps everything in memory; the server hands it PostgreSQL instead.
const goldset = createApplication({
  store: createMemoryStore(),
  now: () => new Date(),
  newId: () => v7(),
  secrets: {
    generate: () => `gs_${randomBytes(32).toString('base64url')}`,
    hash: (secret) => createHash('sha256').update(secret).digest('hex'),
  },
  // E-mail addresses are compared with their domain in ASCII.
  domains: { toAscii: domainToASCII, toUnicode: domainToUnicode },
  organizationCreation: 'everyone',
  operators: new Set(),
});

/** What nobody in this program can act on ends it. */
const must = <T>(result: Result<T, unknown>): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};

/** Every operation is done by a caller: a user on one target, read afresh. */
const callerOn = async (userId: Id, target: Target): Promise<Caller> =>
  must(await goldset.callerFor(userId, target, 'embed-core'));

/** An import reads its lines one by one, so it may be of any length. */
const linesOf = async function* (values: readonly unknown[]): AsyncGenerator<ImportLine> {
  for (const [index, value] of values.entries()) yield { line: index + 1, bytes: 0, value };
};

// 1. Somebody founds an organization.
const founder = must(await goldset.createFirstUser({ email: 'ada@example.org' }, () => undefined));
if (founder === null) throw new Error('There is a user already.');
const organization = must(
  await goldset.createOrganization(await callerOn(founder.id, INSTALLATION), { name: 'Film club' }),
);
const organization_id = organization.id;
const inOrganization = await callerOn(founder.id, { type: 'organization', id: organization_id });

// 2. A project says what is asked, and how to answer.
const project = must(
  await goldset.createProject(inOrganization, {
    organization_id,
    name: 'Reviews',
    description: '',
    overlap: 2,
    lease_seconds: 600,
    max_claimed: 100,
    show_predictions: false,
  }),
);
const project_id = project.id;
const manager = await callerOn(founder.id, { type: 'project', id: project_id });
must(
  await goldset.createAnnotationUI(manager, {
    project_id,
    name: 'Sentiment',
    controls: [
      { name: 'sentiment', kind: 'choice', source: 'text', required: true, options: ['positive', 'negative'] },
    ],
  }),
);
must(await goldset.publishGuideline(manager, { project_id, text: 'Judge the sentence, not the film.' }));

// 3. The data comes in.
const sentences = [
  'the cast is phenomenal',
  'two hours that feel like four',
  'you will laugh, mostly at the wrong places',
];
const lines = linesOf(sentences.map((text, index) => ({ external_id: `sentence-${index + 1}`, data: { text } })));
console.error(
  'imported',
  must(await goldset.importItems(manager, { project_id, lines, on_conflict: 'reject', on_error: 'continue' })),
);

// 4. Two annotators, here machines, claim tasks and answer them until there is nothing left for them.
const judges = {
  optimist: () => 'positive',
  pessimist: (text: unknown) => (String(text).includes('phenomenal') ? 'positive' : 'negative'),
};
for (const [name, judge] of Object.entries(judges)) {
  const account = must(
    await goldset.createServiceAccount(inOrganization, { organization_id, name, roles: ['annotator'] }),
  );
  const annotator = await callerOn(account.id, { type: 'project', id: project_id });
  for (;;) {
    const claim = must(await goldset.claimTasks(annotator, { project_id, count: 2 }));
    if (claim.tasks.length === 0) break;
    for (const task of claim.tasks) {
      must(
        await goldset.submitTask(annotator, {
          project_id,
          task_id: task.id,
          value: { sentiment: judge(task.item.data['text']) },
        }),
      );
    }
  }
}

// 5. The answers go out, one line of JSON per item.
const { chunks } = must(await goldset.exportProject(manager, { project_id, ...ExportOptions.parse({}) }));
for await (const chunk of chunks) for (const line of chunk) console.log(line);
