// Written by `npm run generate` from openapi.yaml. Do not edit.
import type { BodyCall, ExportCall, ImportCall, ListCall, Mode, PlainCall, QueryCall, ResourceNode } from './resource-calls.ts';

/** The resources of Goldset. */
export interface RootResource<M extends Mode> {
  readonly invitations: InvitationsResource<M>;
  readonly me: MeResource<M>;
  readonly organizations: OrganizationsResource<M>;
  readonly tokens: TokensResource<M>;
  readonly users: UsersResource<M>;
  readonly organization: (organization_id: string) => OrganizationResource<M>;
  readonly project: (project_id: string) => ProjectResource<M>;
  readonly user: (user_id: string) => UserResource<M>;
}

/** What can be done at `/invitations`. */
export interface InvitationsResource<M extends Mode> {
  /** Accept an invitation: `POST /invitations/accept`. */
  readonly accept: BodyCall<M, 'acceptInvitation'>;
}

/** What can be done at `/me`. */
export interface MeResource<M extends Mode> {
  /** Read the caller: `GET /me`. */
  readonly get: PlainCall<M, 'getMe'>;
  /** Change the caller: `PATCH /me`. */
  readonly update: BodyCall<M, 'updateMe'>;
  readonly organizations: MeOrganizationsResource<M>;
  readonly tokens: MeTokensResource<M>;
  readonly token: (token_id: string) => MeTokenResource<M>;
}

/** What can be done at `/me/organizations`. */
export interface MeOrganizationsResource<M extends Mode> {
  /** List one’s organizations: `GET /me/organizations`. */
  readonly list: ListCall<M, '/me/organizations'>;
}

/** What can be done at `/me/tokens`. */
export interface MeTokensResource<M extends Mode> {
  /** Make a token for oneself: `POST /me/tokens`. */
  readonly create: BodyCall<M, 'createOwnToken'>;
  /** List one’s tokens: `GET /me/tokens`. */
  readonly list: ListCall<M, '/me/tokens'>;
}

/** What can be done at `/me/tokens/{token_id}`. */
export interface MeTokenResource<M extends Mode> {
  /** Read one of one’s tokens: `GET /me/tokens/{token_id}`. */
  readonly get: PlainCall<M, 'getOwnToken'>;
  /** Revoke one of one’s tokens: `DELETE /me/tokens/{token_id}`. */
  readonly revoke: PlainCall<M, 'revokeOwnToken'>;
  /** Change one of one’s tokens: `PATCH /me/tokens/{token_id}`. */
  readonly update: BodyCall<M, 'updateOwnToken'>;
}

/** What can be done at `/organizations`. */
export interface OrganizationsResource<M extends Mode> {
  /** Create an organization: `POST /organizations`. */
  readonly create: BodyCall<M, 'createOrganization'>;
  /** List one’s organizations: `GET /organizations`. */
  readonly list: ListCall<M, '/organizations'>;
}

/** What can be done at `/tokens`. */
export interface TokensResource<M extends Mode> {
  readonly current: TokensCurrentResource<M>;
}

/** What can be done at `/tokens/current`. */
export interface TokensCurrentResource<M extends Mode> {
  /** Read the token that the request is sent with: `GET /tokens/current`. */
  readonly get: QueryCall<M, 'getCurrentToken'>;
}

/** What can be done at `/users`. */
export interface UsersResource<M extends Mode> {
  /** List people: `GET /users`. */
  readonly list: ListCall<M, '/users'>;
}

/** What can be done at `/organizations/{organization_id}`. */
export interface OrganizationResource<M extends Mode> {
  /** Delete an organization: `DELETE /organizations/{organization_id}`. */
  readonly delete: PlainCall<M, 'deleteOrganization'>;
  /** Read an organization: `GET /organizations/{organization_id}`. */
  readonly get: PlainCall<M, 'getOrganization'>;
  /** Restore a deleted organization: `POST /organizations/{organization_id}/restore`. */
  readonly restore: PlainCall<M, 'restoreOrganization'>;
  /** Change an organization: `PATCH /organizations/{organization_id}`. */
  readonly update: BodyCall<M, 'updateOrganization'>;
  readonly externalUsers: OrganizationExternalUsersResource<M>;
  readonly invitations: OrganizationInvitationsResource<M>;
  readonly members: OrganizationMembersResource<M>;
  readonly projects: OrganizationProjectsResource<M>;
  readonly roleBindings: OrganizationRoleBindingsResource<M>;
  readonly serviceAccounts: OrganizationServiceAccountsResource<M>;
  readonly externalUser: (external_user_id: string) => OrganizationExternalUserResource<M>;
  readonly invitation: (invitation_id: string) => OrganizationInvitationResource<M>;
  readonly member: (user_id: string) => OrganizationMemberResource<M>;
  readonly roleBinding: (role_binding_id: string) => OrganizationRoleBindingResource<M>;
  readonly serviceAccount: (user_id: string) => OrganizationServiceAccountResource<M>;
}

/** What can be done at `/organizations/{organization_id}/external-users`. */
export interface OrganizationExternalUsersResource<M extends Mode> {
  /** List the external users of an organization: `GET /organizations/{organization_id}/external-users`. */
  readonly list: ListCall<M, '/organizations/{organization_id}/external-users'>;
}

/** What can be done at `/organizations/{organization_id}/invitations`. */
export interface OrganizationInvitationsResource<M extends Mode> {
  /** Invite somebody: `POST /organizations/{organization_id}/invitations`. */
  readonly create: BodyCall<M, 'createInvitation'>;
  /** List open invitations: `GET /organizations/{organization_id}/invitations`. */
  readonly list: ListCall<M, '/organizations/{organization_id}/invitations'>;
}

/** What can be done at `/organizations/{organization_id}/members`. */
export interface OrganizationMembersResource<M extends Mode> {
  /** List the members of an organization: `GET /organizations/{organization_id}/members`. */
  readonly list: ListCall<M, '/organizations/{organization_id}/members'>;
  readonly me: OrganizationMembersMeResource<M>;
}

/** What can be done at `/organizations/{organization_id}/members/me`. */
export interface OrganizationMembersMeResource<M extends Mode> {
  /** Leave an organization: `DELETE /organizations/{organization_id}/members/me`. */
  readonly leave: PlainCall<M, 'leaveOrganization'>;
}

/** What can be done at `/organizations/{organization_id}/projects`. */
export interface OrganizationProjectsResource<M extends Mode> {
  /** Create a project: `POST /organizations/{organization_id}/projects`. */
  readonly create: BodyCall<M, 'createProject'>;
  /** List the projects of an organization: `GET /organizations/{organization_id}/projects`. */
  readonly list: ListCall<M, '/organizations/{organization_id}/projects'>;
}

/** What can be done at `/organizations/{organization_id}/role-bindings`. */
export interface OrganizationRoleBindingsResource<M extends Mode> {
  /** Give a member a role: `POST /organizations/{organization_id}/role-bindings`. */
  readonly create: BodyCall<M, 'createRoleBinding'>;
  /** List role bindings: `GET /organizations/{organization_id}/role-bindings`. */
  readonly list: ListCall<M, '/organizations/{organization_id}/role-bindings'>;
}

/** What can be done at `/organizations/{organization_id}/service-accounts`. */
export interface OrganizationServiceAccountsResource<M extends Mode> {
  /** Create a service account: `POST /organizations/{organization_id}/service-accounts`. */
  readonly create: BodyCall<M, 'createServiceAccount'>;
  /** List the service accounts of an organization: `GET /organizations/{organization_id}/service-accounts`. */
  readonly list: ListCall<M, '/organizations/{organization_id}/service-accounts'>;
}

/** What can be done at `/organizations/{organization_id}/external-users/{external_user_id}`. */
export interface OrganizationExternalUserResource<M extends Mode> {
  /** Read an external user: `GET /organizations/{organization_id}/external-users/{external_user_id}`. */
  readonly get: PlainCall<M, 'getExternalUser'>;
  /** Link an external user to a person: `POST /organizations/{organization_id}/external-users/{external_user_id}/link`. */
  readonly link: BodyCall<M, 'linkExternalUser'>;
}

/** What can be done at `/organizations/{organization_id}/invitations/{invitation_id}`. */
export interface OrganizationInvitationResource<M extends Mode> {
  /** Read an open invitation: `GET /organizations/{organization_id}/invitations/{invitation_id}`. */
  readonly get: PlainCall<M, 'getInvitation'>;
  /** Revoke an invitation: `DELETE /organizations/{organization_id}/invitations/{invitation_id}`. */
  readonly revoke: PlainCall<M, 'revokeInvitation'>;
}

/** What can be done at `/organizations/{organization_id}/members/{user_id}`. */
export interface OrganizationMemberResource<M extends Mode> {
  /** Read a member: `GET /organizations/{organization_id}/members/{user_id}`. */
  readonly get: PlainCall<M, 'getMember'>;
  /** Remove a member: `DELETE /organizations/{organization_id}/members/{user_id}`. */
  readonly remove: PlainCall<M, 'removeMember'>;
}

/** What can be done at `/organizations/{organization_id}/role-bindings/{role_binding_id}`. */
export interface OrganizationRoleBindingResource<M extends Mode> {
  /** Take a role from a member: `DELETE /organizations/{organization_id}/role-bindings/{role_binding_id}`. */
  readonly delete: PlainCall<M, 'deleteRoleBinding'>;
  /** Read a role binding: `GET /organizations/{organization_id}/role-bindings/{role_binding_id}`. */
  readonly get: PlainCall<M, 'getRoleBinding'>;
}

/** What can be done at `/organizations/{organization_id}/service-accounts/{user_id}`. */
export interface OrganizationServiceAccountResource<M extends Mode> {
  /** Delete a service account: `DELETE /organizations/{organization_id}/service-accounts/{user_id}`. */
  readonly delete: PlainCall<M, 'deleteServiceAccount'>;
  /** Read a service account: `GET /organizations/{organization_id}/service-accounts/{user_id}`. */
  readonly get: PlainCall<M, 'getServiceAccount'>;
  /** Change a service account: `PATCH /organizations/{organization_id}/service-accounts/{user_id}`. */
  readonly update: BodyCall<M, 'updateServiceAccount'>;
  readonly tokens: OrganizationServiceAccountTokensResource<M>;
  readonly token: (token_id: string) => OrganizationServiceAccountTokenResource<M>;
}

/** What can be done at `/organizations/{organization_id}/service-accounts/{user_id}/tokens`. */
export interface OrganizationServiceAccountTokensResource<M extends Mode> {
  /** Make a token for a service account: `POST /organizations/{organization_id}/service-accounts/{user_id}/tokens`. */
  readonly create: BodyCall<M, 'createServiceAccountToken'>;
  /** List the tokens of a service account: `GET /organizations/{organization_id}/service-accounts/{user_id}/tokens`. */
  readonly list: ListCall<M, '/organizations/{organization_id}/service-accounts/{user_id}/tokens'>;
}

/** What can be done at `/organizations/{organization_id}/service-accounts/{user_id}/tokens/{token_id}`. */
export interface OrganizationServiceAccountTokenResource<M extends Mode> {
  /** Read a token of a service account: `GET /organizations/{organization_id}/service-accounts/{user_id}/tokens/{token_id}`. */
  readonly get: PlainCall<M, 'getServiceAccountToken'>;
  /** Revoke a token of a service account: `DELETE /organizations/{organization_id}/service-accounts/{user_id}/tokens/{token_id}`. */
  readonly revoke: PlainCall<M, 'revokeServiceAccountToken'>;
  /** Change a token of a service account: `PATCH /organizations/{organization_id}/service-accounts/{user_id}/tokens/{token_id}`. */
  readonly update: BodyCall<M, 'updateServiceAccountToken'>;
}

/** What can be done at `/projects/{project_id}`. */
export interface ProjectResource<M extends Mode> {
  /** Delete a project: `DELETE /projects/{project_id}`. */
  readonly delete: PlainCall<M, 'deleteProject'>;
  /** Export a project: `GET /projects/{project_id}/export`. */
  readonly export: ExportCall<M, 'exportProject'>;
  /** Read a project: `GET /projects/{project_id}`. */
  readonly get: PlainCall<M, 'getProject'>;
  /** Restore a deleted project: `POST /projects/{project_id}/restore`. */
  readonly restore: PlainCall<M, 'restoreProject'>;
  /** Change a project: `PATCH /projects/{project_id}`. */
  readonly update: BodyCall<M, 'updateProject'>;
  readonly annotationUis: ProjectAnnotationUisResource<M>;
  readonly annotations: ProjectAnnotationsResource<M>;
  readonly guidelines: ProjectGuidelinesResource<M>;
  readonly items: ProjectItemsResource<M>;
  readonly predictions: ProjectPredictionsResource<M>;
  readonly progress: ProjectProgressResource<M>;
  readonly setup: ProjectSetupResource<M>;
  readonly tasks: ProjectTasksResource<M>;
  readonly annotation: (annotation_id: string) => ProjectAnnotationResource<M>;
  readonly annotationUi: (version: number) => ProjectAnnotationUiResource<M>;
  readonly guideline: (version: number) => ProjectGuidelineResource<M>;
  readonly item: (item_id: string) => ProjectItemResource<M>;
  readonly prediction: (prediction_id: string) => ProjectPredictionResource<M>;
  readonly task: (task_id: string) => ProjectTaskResource<M>;
}

/** What can be done at `/projects/{project_id}/annotation-uis`. */
export interface ProjectAnnotationUisResource<M extends Mode> {
  /** Make the next version of the annotation UI: `POST /projects/{project_id}/annotation-uis`. */
  readonly create: BodyCall<M, 'createAnnotationUI'>;
  /** List the versions of the annotation UI: `GET /projects/{project_id}/annotation-uis`. */
  readonly list: ListCall<M, '/projects/{project_id}/annotation-uis'>;
  readonly latest: ProjectAnnotationUisLatestResource<M>;
}

/** What can be done at `/projects/{project_id}/annotation-uis/latest`. */
export interface ProjectAnnotationUisLatestResource<M extends Mode> {
  /** Read the newest version of the annotation UI: `GET /projects/{project_id}/annotation-uis/latest`. */
  readonly get: PlainCall<M, 'getLatestAnnotationUI'>;
}

/** What can be done at `/projects/{project_id}/annotations`. */
export interface ProjectAnnotationsResource<M extends Mode> {
  /** Delete all annotations that fit a filter: `POST /projects/{project_id}/annotations/delete`. */
  readonly delete: BodyCall<M, 'deleteAnnotations'>;
  /** Import annotations: `POST /projects/{project_id}/annotations/import`. */
  readonly import: ImportCall<M, '/projects/{project_id}/annotations/import'>;
  /** List annotations: `GET /projects/{project_id}/annotations`. */
  readonly list: ListCall<M, '/projects/{project_id}/annotations'>;
}

/** What can be done at `/projects/{project_id}/guidelines`. */
export interface ProjectGuidelinesResource<M extends Mode> {
  /** List the versions of the guideline: `GET /projects/{project_id}/guidelines`. */
  readonly list: ListCall<M, '/projects/{project_id}/guidelines'>;
  /** Publish the next version of the guideline: `POST /projects/{project_id}/guidelines`. */
  readonly publish: BodyCall<M, 'publishGuideline'>;
  readonly latest: ProjectGuidelinesLatestResource<M>;
}

/** What can be done at `/projects/{project_id}/guidelines/latest`. */
export interface ProjectGuidelinesLatestResource<M extends Mode> {
  /** Read the guideline in force: `GET /projects/{project_id}/guidelines/latest`. */
  readonly get: PlainCall<M, 'getLatestGuideline'>;
}

/** What can be done at `/projects/{project_id}/items`. */
export interface ProjectItemsResource<M extends Mode> {
  /** Import items: `POST /projects/{project_id}/items`. */
  readonly import: ImportCall<M, '/projects/{project_id}/items'>;
  /** List the items of a project: `GET /projects/{project_id}/items`. */
  readonly list: ListCall<M, '/projects/{project_id}/items'>;
}

/** What can be done at `/projects/{project_id}/predictions`. */
export interface ProjectPredictionsResource<M extends Mode> {
  /** Delete all predictions that fit a filter: `POST /projects/{project_id}/predictions/delete`. */
  readonly delete: BodyCall<M, 'deletePredictions'>;
  /** Import predictions: `POST /projects/{project_id}/predictions`. */
  readonly import: ImportCall<M, '/projects/{project_id}/predictions'>;
  /** List predictions: `GET /projects/{project_id}/predictions`. */
  readonly list: ListCall<M, '/projects/{project_id}/predictions'>;
}

/** What can be done at `/projects/{project_id}/progress`. */
export interface ProjectProgressResource<M extends Mode> {
  /** Read how far a project is: `GET /projects/{project_id}/progress`. */
  readonly get: PlainCall<M, 'getProgress'>;
  readonly annotators: ProjectProgressAnnotatorsResource<M>;
}

/** What can be done at `/projects/{project_id}/progress/annotators`. */
export interface ProjectProgressAnnotatorsResource<M extends Mode> {
  /** Read how far each annotator is: `GET /projects/{project_id}/progress/annotators`. */
  readonly list: ListCall<M, '/projects/{project_id}/progress/annotators'>;
}

/** What can be done at `/projects/{project_id}/setup`. */
export interface ProjectSetupResource<M extends Mode> {
  /** Read the setup of a project: `GET /projects/{project_id}/setup`. */
  readonly get: PlainCall<M, 'getSetup'>;
  /** Give a project the setup of another one: `POST /projects/{project_id}/setup`. */
  readonly import: BodyCall<M, 'importSetup'>;
}

/** What can be done at `/projects/{project_id}/tasks`. */
export interface ProjectTasksResource<M extends Mode> {
  /** Claim tasks: `POST /projects/{project_id}/tasks/claim`. */
  readonly claim: BodyCall<M, 'claimTasks'>;
  /** Import skips: `POST /projects/{project_id}/tasks/import`. */
  readonly import: ImportCall<M, '/projects/{project_id}/tasks/import'>;
  /** List tasks: `GET /projects/{project_id}/tasks`. */
  readonly list: ListCall<M, '/projects/{project_id}/tasks'>;
}

/** What can be done at `/projects/{project_id}/annotations/{annotation_id}`. */
export interface ProjectAnnotationResource<M extends Mode> {
  /** Delete an annotation: `DELETE /projects/{project_id}/annotations/{annotation_id}`. */
  readonly delete: PlainCall<M, 'deleteAnnotation'>;
  /** Read an annotation: `GET /projects/{project_id}/annotations/{annotation_id}`. */
  readonly get: PlainCall<M, 'getAnnotation'>;
  /** Restore a deleted annotation: `POST /projects/{project_id}/annotations/{annotation_id}/restore`. */
  readonly restore: PlainCall<M, 'restoreAnnotation'>;
  /** Revise an annotation: `PATCH /projects/{project_id}/annotations/{annotation_id}`. */
  readonly revise: BodyCall<M, 'reviseAnnotation'>;
  readonly revisions: ProjectAnnotationRevisionsResource<M>;
}

/** What can be done at `/projects/{project_id}/annotations/{annotation_id}/revisions`. */
export interface ProjectAnnotationRevisionsResource<M extends Mode> {
  /** List the revisions of an annotation: `GET /projects/{project_id}/annotations/{annotation_id}/revisions`. */
  readonly list: ListCall<M, '/projects/{project_id}/annotations/{annotation_id}/revisions'>;
}

/** What can be done at `/projects/{project_id}/annotation-uis/{version}`. */
export interface ProjectAnnotationUiResource<M extends Mode> {
  /** Read a version of the annotation UI: `GET /projects/{project_id}/annotation-uis/{version}`. */
  readonly get: PlainCall<M, 'getAnnotationUI'>;
  readonly jsonSchema: ProjectAnnotationUiJsonSchemaResource<M>;
}

/** What can be done at `/projects/{project_id}/annotation-uis/{version}/json-schema`. */
export interface ProjectAnnotationUiJsonSchemaResource<M extends Mode> {
  /** Read the JSON Schema of an answer: `GET /projects/{project_id}/annotation-uis/{version}/json-schema`. */
  readonly get: PlainCall<M, 'getAnnotationUISchema'>;
}

/** What can be done at `/projects/{project_id}/guidelines/{version}`. */
export interface ProjectGuidelineResource<M extends Mode> {
  /** Read a version of the guideline: `GET /projects/{project_id}/guidelines/{version}`. */
  readonly get: PlainCall<M, 'getGuideline'>;
}

/** What can be done at `/projects/{project_id}/items/{item_id}`. */
export interface ProjectItemResource<M extends Mode> {
  /** Delete an item: `DELETE /projects/{project_id}/items/{item_id}`. */
  readonly delete: PlainCall<M, 'deleteItem'>;
  /** Read an item: `GET /projects/{project_id}/items/{item_id}`. */
  readonly get: PlainCall<M, 'getItem'>;
  /** Put an item back: `POST /projects/{project_id}/items/{item_id}/requeue`. */
  readonly requeue: BodyCall<M, 'requeueItem'>;
  /** Restore a deleted item: `POST /projects/{project_id}/items/{item_id}/restore`. */
  readonly restore: PlainCall<M, 'restoreItem'>;
  /** Change an item: `PATCH /projects/{project_id}/items/{item_id}`. */
  readonly update: BodyCall<M, 'updateItem'>;
}

/** What can be done at `/projects/{project_id}/predictions/{prediction_id}`. */
export interface ProjectPredictionResource<M extends Mode> {
  /** Delete a prediction: `DELETE /projects/{project_id}/predictions/{prediction_id}`. */
  readonly delete: PlainCall<M, 'deletePrediction'>;
  /** Read a prediction: `GET /projects/{project_id}/predictions/{prediction_id}`. */
  readonly get: PlainCall<M, 'getPrediction'>;
  /** Restore a deleted prediction: `POST /projects/{project_id}/predictions/{prediction_id}/restore`. */
  readonly restore: PlainCall<M, 'restorePrediction'>;
}

/** What can be done at `/projects/{project_id}/tasks/{task_id}`. */
export interface ProjectTaskResource<M extends Mode> {
  /** Read a task: `GET /projects/{project_id}/tasks/{task_id}`. */
  readonly get: PlainCall<M, 'getTask'>;
  /** Release a task: `POST /projects/{project_id}/tasks/{task_id}/release`. */
  readonly release: PlainCall<M, 'releaseTask'>;
  /** Renew the lease of a task: `POST /projects/{project_id}/tasks/{task_id}/renew`. */
  readonly renew: PlainCall<M, 'renewTask'>;
  /** Skip a task: `POST /projects/{project_id}/tasks/{task_id}/skip`. */
  readonly skip: BodyCall<M, 'skipTask'>;
  /** Submit the answer to a task: `POST /projects/{project_id}/tasks/{task_id}/submit`. */
  readonly submit: BodyCall<M, 'submitTask'>;
}

/** What can be done at `/users/{user_id}`. */
export interface UserResource<M extends Mode> {
  /** Read a person: `GET /users/{user_id}`. */
  readonly get: PlainCall<M, 'getUser'>;
}

/** Every resource: its path, its calls, its parts, and those of its parts that have an id. */
export const resources: ResourceNode = {
  path: '',
  parts: {
    invitations: {
      path: '/invitations',
      calls: { accept: ['post', 'body', '/accept'] },
    },
    me: {
      path: '/me',
      calls: { get: ['get', 'plain'], update: ['patch', 'body'] },
      parts: {
        organizations: {
          path: '/me/organizations',
          calls: { list: ['get', 'list'] },
        },
        tokens: {
          path: '/me/tokens',
          calls: { create: ['post', 'body'], list: ['get', 'list'] },
        },
      },
      members: {
        token: {
          path: '/me/tokens/{token_id}',
          calls: { get: ['get', 'plain'], revoke: ['delete', 'plain'], update: ['patch', 'body'] },
        },
      },
    },
    organizations: {
      path: '/organizations',
      calls: { create: ['post', 'body'], list: ['get', 'list'] },
    },
    tokens: {
      path: '/tokens',
      parts: {
        current: {
          path: '/tokens/current',
          calls: { get: ['get', 'query'] },
        },
      },
    },
    users: {
      path: '/users',
      calls: { list: ['get', 'list'] },
    },
  },
  members: {
    organization: {
      path: '/organizations/{organization_id}',
      calls: { delete: ['delete', 'plain'], get: ['get', 'plain'], restore: ['post', 'plain', '/restore'], update: ['patch', 'body'] },
      parts: {
        externalUsers: {
          path: '/organizations/{organization_id}/external-users',
          calls: { list: ['get', 'list'] },
        },
        invitations: {
          path: '/organizations/{organization_id}/invitations',
          calls: { create: ['post', 'body'], list: ['get', 'list'] },
        },
        members: {
          path: '/organizations/{organization_id}/members',
          calls: { list: ['get', 'list'] },
          parts: {
            me: {
              path: '/organizations/{organization_id}/members/me',
              calls: { leave: ['delete', 'plain'] },
            },
          },
        },
        projects: {
          path: '/organizations/{organization_id}/projects',
          calls: { create: ['post', 'body'], list: ['get', 'list'] },
        },
        roleBindings: {
          path: '/organizations/{organization_id}/role-bindings',
          calls: { create: ['post', 'body'], list: ['get', 'list'] },
        },
        serviceAccounts: {
          path: '/organizations/{organization_id}/service-accounts',
          calls: { create: ['post', 'body'], list: ['get', 'list'] },
        },
      },
      members: {
        externalUser: {
          path: '/organizations/{organization_id}/external-users/{external_user_id}',
          calls: { get: ['get', 'plain'], link: ['post', 'body', '/link'] },
        },
        invitation: {
          path: '/organizations/{organization_id}/invitations/{invitation_id}',
          calls: { get: ['get', 'plain'], revoke: ['delete', 'plain'] },
        },
        member: {
          path: '/organizations/{organization_id}/members/{user_id}',
          calls: { get: ['get', 'plain'], remove: ['delete', 'plain'] },
        },
        roleBinding: {
          path: '/organizations/{organization_id}/role-bindings/{role_binding_id}',
          calls: { delete: ['delete', 'plain'], get: ['get', 'plain'] },
        },
        serviceAccount: {
          path: '/organizations/{organization_id}/service-accounts/{user_id}',
          calls: { delete: ['delete', 'plain'], get: ['get', 'plain'], update: ['patch', 'body'] },
          parts: {
            tokens: {
              path: '/organizations/{organization_id}/service-accounts/{user_id}/tokens',
              calls: { create: ['post', 'body'], list: ['get', 'list'] },
            },
          },
          members: {
            token: {
              path: '/organizations/{organization_id}/service-accounts/{user_id}/tokens/{token_id}',
              calls: { get: ['get', 'plain'], revoke: ['delete', 'plain'], update: ['patch', 'body'] },
            },
          },
        },
      },
    },
    project: {
      path: '/projects/{project_id}',
      calls: { delete: ['delete', 'plain'], export: ['get', 'export', '/export'], get: ['get', 'plain'], restore: ['post', 'plain', '/restore'], update: ['patch', 'body'] },
      parts: {
        annotationUis: {
          path: '/projects/{project_id}/annotation-uis',
          calls: { create: ['post', 'body'], list: ['get', 'list'] },
          parts: {
            latest: {
              path: '/projects/{project_id}/annotation-uis/latest',
              calls: { get: ['get', 'plain'] },
            },
          },
        },
        annotations: {
          path: '/projects/{project_id}/annotations',
          calls: { delete: ['post', 'body', '/delete'], import: ['post', 'import', '/import'], list: ['get', 'list'] },
        },
        guidelines: {
          path: '/projects/{project_id}/guidelines',
          calls: { list: ['get', 'list'], publish: ['post', 'body'] },
          parts: {
            latest: {
              path: '/projects/{project_id}/guidelines/latest',
              calls: { get: ['get', 'plain'] },
            },
          },
        },
        items: {
          path: '/projects/{project_id}/items',
          calls: { import: ['post', 'import'], list: ['get', 'list'] },
        },
        predictions: {
          path: '/projects/{project_id}/predictions',
          calls: { delete: ['post', 'body', '/delete'], import: ['post', 'import'], list: ['get', 'list'] },
        },
        progress: {
          path: '/projects/{project_id}/progress',
          calls: { get: ['get', 'plain'] },
          parts: {
            annotators: {
              path: '/projects/{project_id}/progress/annotators',
              calls: { list: ['get', 'list'] },
            },
          },
        },
        setup: {
          path: '/projects/{project_id}/setup',
          calls: { get: ['get', 'plain'], import: ['post', 'body'] },
        },
        tasks: {
          path: '/projects/{project_id}/tasks',
          calls: { claim: ['post', 'body', '/claim'], import: ['post', 'import', '/import'], list: ['get', 'list'] },
        },
      },
      members: {
        annotation: {
          path: '/projects/{project_id}/annotations/{annotation_id}',
          calls: { delete: ['delete', 'plain'], get: ['get', 'plain'], restore: ['post', 'plain', '/restore'], revise: ['patch', 'body'] },
          parts: {
            revisions: {
              path: '/projects/{project_id}/annotations/{annotation_id}/revisions',
              calls: { list: ['get', 'list'] },
            },
          },
        },
        annotationUi: {
          path: '/projects/{project_id}/annotation-uis/{version}',
          calls: { get: ['get', 'plain'] },
          parts: {
            jsonSchema: {
              path: '/projects/{project_id}/annotation-uis/{version}/json-schema',
              calls: { get: ['get', 'plain'] },
            },
          },
        },
        guideline: {
          path: '/projects/{project_id}/guidelines/{version}',
          calls: { get: ['get', 'plain'] },
        },
        item: {
          path: '/projects/{project_id}/items/{item_id}',
          calls: { delete: ['delete', 'plain'], get: ['get', 'plain'], requeue: ['post', 'body', '/requeue'], restore: ['post', 'plain', '/restore'], update: ['patch', 'body'] },
        },
        prediction: {
          path: '/projects/{project_id}/predictions/{prediction_id}',
          calls: { delete: ['delete', 'plain'], get: ['get', 'plain'], restore: ['post', 'plain', '/restore'] },
        },
        task: {
          path: '/projects/{project_id}/tasks/{task_id}',
          calls: { get: ['get', 'plain'], release: ['post', 'plain', '/release'], renew: ['post', 'plain', '/renew'], skip: ['post', 'body', '/skip'], submit: ['post', 'body', '/submit'] },
        },
      },
    },
    user: {
      path: '/users/{user_id}',
      calls: { get: ['get', 'plain'] },
    },
  },
};
