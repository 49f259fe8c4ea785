import type { Annotation, AnnotationUI, Claim, CreatedInvitation, CreatedToken, Guideline, Item, Organization, Project, RoleBinding, ServiceAccount, Task } from '@goldset/core';
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

/** The body of an answer that must have this status. */
export const bodyOf = async <Body>(status: number, answer: Promise<Answer<Body>>): Promise<Body> => {
  const { status: actual, body } = await answer;
  if (actual !== status) throw new Error(`Expected ${status}, not ${actual}: ${JSON.stringify(body)}`);
  return body;
};

/** The annotation UI of fixtures. */
export const SENTIMENT = { name: 'Sentiment', controls: [{ name: 'sentiment', kind: 'choice', source: 'text', options: ['positive', 'negative'] }] };

/** Makes a service account with these roles, and says how it sees the interface. */
export const hire = async (api: Api, organizationId: string, ...roles: readonly string[]): Promise<{ readonly account: ServiceAccount; readonly token: CreatedToken; readonly api: Api }> => {
  const accounts = `/organizations/${organizationId}/service-accounts`;
  const account = await bodyOf(201, api.post<ServiceAccount>(accounts, { name: `the ${roles.join(' and ') || 'guest'}`, roles }));
  const token = await bodyOf(201, api.post<CreatedToken>(`${accounts}/${account.id}/tokens`, { name: 'token' }));
  return { account, token, api: api.as(token.secret ?? undefined) };
};

/** Makes a project with an annotation UI, a guideline and items. */
export const newProject = async (api: Api, organizationId: string, items: number, request: object = {}): Promise<Project> => {
  const project = await bodyOf(201, api.post<Project>(`/organizations/${organizationId}/projects`, { name: 'Reviews', ...request }));
  const path = `/projects/${project.id}`;
  await bodyOf(201, api.post<AnnotationUI>(`${path}/annotation-uis`, SENTIMENT));
  await bodyOf(201, api.post<Guideline>(`${path}/guidelines`, { text: 'Judge the sentence.' }));
  await bodyOf(200, api.post(`${path}/items`, { items: Array.from({ length: items }, (_, n) => ({ external_id: `sentence-${n}`, data: { text: `${n}` } })) }));
  return project;
};

/** Makes an organization with one of each thing in it. */
export const newFixture = async (api: Api): Promise<Fixture> => {
  const organization = await bodyOf(201, api.post<Organization>('/organizations', { name: 'Acme' }));
  const { account: annotator, token: annotatorToken, api: asAnnotator } = await hire(api, organization.id, 'annotator');
  const project = await newProject(api, organization.id, 3);
  const path = `/projects/${project.id}`;
  // The annotation is the first user's own, who alone can revise it.
  const [first] = (await bodyOf(200, api.post<Claim>(`${path}/tasks/claim`))).tasks;
  const [task] = (await bodyOf(200, asAnnotator.post<Claim>(`${path}/tasks/claim`))).tasks;
  if (first === undefined || task === undefined) throw new Error('There was no task to claim.');
  const annotation = await bodyOf(200, api.post<Annotation>(`${path}/tasks/${first.id}/submit`, { value: { sentiment: 'positive' } }));
  const item = await bodyOf(200, api.get<Item>(`${path}/items/${task.item.id}`));
  await bodyOf(200, api.post(`${path}/predictions`, { predictions: [{ item_id: item.id, model: 'small', model_version: '1', score: 0.5, value: { sentiment: 'positive' } }] }));
  const target = { type: 'project', id: project.id };
  const binding = await bodyOf(201, api.post<RoleBinding>(`/organizations/${organization.id}/role-bindings`, { user_id: annotator.id, role: 'viewer', target }));
  const invitation = await bodyOf(201, api.post<CreatedInvitation>(`/organizations/${organization.id}/invitations`, { email: 'grace@example.org', roles: [] }));
  const params = {
    organization_id: organization.id,
    project_id: project.id,
    user_id: annotator.id,
    invitation_id: invitation.id,
    person_id: organization.created_by.id,
    token_id: annotatorToken.id,
    item_id: item.id,
    task_id: task.id,
    annotation_id: annotation.id,
    role_binding_id: binding.id,
    version: '1',
  };
  return { params, organization, project, path, item, task, annotation, annotator, asAnnotator, annotatorToken };
};
