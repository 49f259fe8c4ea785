import type {
  Annotation,
  CreateAnnotationUI,
  CreatedToken,
  CreateProject,
  Item,
  Organization,
  Project,
  Role,
  ServiceAccount,
  Task,
} from '@goldset/client';
import { revealed } from '@goldset/core/testing';
import { bodyAt } from './client.ts';
import type { Answer, Api } from './client.ts';

/** What stands in one organization of a test: one of each thing, and a task that is claimed. */
export interface Fixture {
  /** The ids and versions, under the names they have in paths. */
  readonly params: Readonly<Record<string, string>>;
  readonly organization: Organization;
  readonly project: Project;
  /** The path of the project. */
  readonly path: string;
  readonly item: Item;
  readonly task: Task;
  readonly annotation: Annotation;
  /** A service account with the role `annotator`, and how it sees the interface. */
  readonly annotator: ServiceAccount;
  readonly asAnnotator: Api;
  readonly annotatorToken: CreatedToken;
}

/** The path of an operation with the ids of a fixture in it: of people where it is about these, and of the first user's own token where it is about theirs. */
export const pathIn = ({ params }: Pick<Fixture, 'params'>, path: string): string =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const isOthers =
      (name === 'user_id' && /^\/users\/|\/members\//.test(path)) || (name === 'token_id' && path.startsWith('/me/'));
    return params[isOthers ? (name === 'user_id' ? 'person_id' : 'own_token_id') : name] ?? '';
  });

/** The body of a raw answer that must have this status. */
export const bodyOf = async <Body>(status: number, answer: Promise<Answer<Body>>): Promise<Body> => {
  const { status: actual, body } = await answer;
  if (actual !== status) throw new Error(`Expected ${status}, not ${actual}: ${JSON.stringify(body)}`);
  return body;
};

/** The annotation UI of fixtures. */
export const SENTIMENT: CreateAnnotationUI = {
  name: 'Sentiment',
  controls: [{ name: 'sentiment', kind: 'choice', source: 'text', options: ['positive', 'negative'] }],
};

/** Makes a service account with these roles, and says how it sees the interface. */
export const hire = async (
  api: Api,
  organization_id: string,
  ...roles: readonly Role[]
): Promise<{ readonly account: ServiceAccount; readonly token: CreatedToken; readonly api: Api }> => {
  const accounts = '/organizations/{organization_id}/service-accounts';
  const account = await bodyAt(
    201,
    api.typed.post(accounts, {
      path: { organization_id },
      body: { name: `the ${roles.join(' and ') || 'guest'}`, roles },
    }),
  );
  const token = revealed(
    await bodyAt(
      201,
      api.typed.post(`${accounts}/{user_id}/tokens`, {
        path: { organization_id, user_id: account.id },
        body: { name: 'token' },
      }),
    ),
  );
  return { account, token, api: api.as(token.secret) };
};

/** Makes a project with an annotation UI, a guideline and items. */
export const newProject = async (
  api: Api,
  organization_id: string,
  items: number,
  request: Partial<CreateProject> = {},
): Promise<Project> => {
  const project = await bodyAt(
    201,
    api.typed.post('/organizations/{organization_id}/projects', {
      path: { organization_id },
      body: { name: 'Reviews', ...request },
    }),
  );
  const path = { project_id: project.id };
  await bodyAt(201, api.typed.post('/projects/{project_id}/annotation-uis', { path, body: SENTIMENT }));
  await bodyAt(
    201,
    api.typed.post('/projects/{project_id}/guidelines', { path, body: { text: 'Judge the sentence.' } }),
  );
  const lines = Array.from({ length: items }, (_, n) => ({ external_id: `sentence-${n}`, data: { text: `${n}` } }));
  await bodyAt(200, api.typed.post('/projects/{project_id}/items', { path, body: { items: lines } }));
  return project;
};

/** Makes an organization with one of each thing in it. */
export const newFixture = async (api: Api): Promise<Fixture> => {
  const organization = await bodyAt(201, api.typed.post('/organizations', { body: { name: 'Acme' } }));
  const { account: annotator, token: annotatorToken, api: asAnnotator } = await hire(api, organization.id, 'annotator');
  const project = await newProject(api, organization.id, 3);
  const inOrganization = { organization_id: organization.id };
  const inProject = { project_id: project.id };
  // The annotation is the first user's own, who alone can revise it.
  const [first] = (await bodyAt(200, api.typed.post('/projects/{project_id}/tasks/claim', { path: inProject }))).tasks;
  const [task] = (await bodyAt(200, asAnnotator.typed.post('/projects/{project_id}/tasks/claim', { path: inProject })))
    .tasks;
  if (first === undefined || task === undefined) throw new Error('There was no task to claim.');
  const submitted = { path: { ...inProject, task_id: first.id }, body: { value: { sentiment: 'positive' } } };
  const annotation = await bodyAt(200, api.typed.post('/projects/{project_id}/tasks/{task_id}/submit', submitted));
  const item = await bodyAt(
    200,
    api.typed.get('/projects/{project_id}/items/{item_id}', { path: { ...inProject, item_id: task.item.id } }),
  );
  const prediction = {
    item_id: item.id,
    model: 'small',
    model_version: '1',
    score: 0.5,
    value: { sentiment: 'positive' },
  };
  await bodyAt(
    200,
    api.typed.post('/projects/{project_id}/predictions', { path: inProject, body: { predictions: [prediction] } }),
  );
  const { predictions } = await bodyAt(200, api.typed.get('/projects/{project_id}/predictions', { path: inProject }));
  const own = await bodyAt(201, api.typed.post('/me/tokens', { body: { name: 'own' } }));
  const bound = { user_id: annotator.id, role: 'viewer', target: { type: 'project', id: project.id } } as const;
  const binding = await bodyAt(
    201,
    api.typed.post('/organizations/{organization_id}/role-bindings', { path: inOrganization, body: bound }),
  );
  const invitation = await bodyAt(
    201,
    api.typed.post('/organizations/{organization_id}/invitations', {
      path: inOrganization,
      body: { email: 'grace@example.org', roles: [] },
    }),
  );
  // In a project of its own, so that nothing counts it.
  const elsewhere = { project_id: (await newProject(api, organization.id, 1)).id };
  const annotations = [
    { external_id: 'sentence-0', annotator: 'w1', source: 'fixture', value: { sentiment: 'positive' } },
  ];
  await bodyAt(
    200,
    api.typed.post('/projects/{project_id}/annotations/import', { path: elsewhere, body: { annotations } }),
  );
  await bodyAt(204, api.typed.delete('/projects/{project_id}', { path: elsewhere }));
  const externals = await bodyAt(
    200,
    api.typed.get('/organizations/{organization_id}/external-users', { path: inOrganization }),
  );
  const params = {
    organization_id: organization.id,
    project_id: project.id,
    user_id: annotator.id,
    invitation_id: invitation.id,
    person_id: organization.created_by.id,
    token_id: annotatorToken.id,
    own_token_id: own.id,
    prediction_id: predictions[0]?.id ?? '',
    item_id: item.id,
    task_id: task.id,
    annotation_id: annotation.id,
    role_binding_id: binding.id,
    external_user_id: externals.external_users[0]?.id ?? '',
    version: '1',
  };
  return {
    params,
    organization,
    project,
    path: `/projects/${project.id}`,
    item,
    task,
    annotation,
    annotator,
    asAnnotator,
    annotatorToken,
  };
};
