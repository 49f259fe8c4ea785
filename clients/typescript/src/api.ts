// Written by `npm run generate` from openapi.yaml. Do not edit.

export interface paths {
    readonly "/invitations/accept": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Accept an invitation
         * @description Without a token an account is made for the invited address, if nobody has it yet (`name` is required), and the answer holds a token of it. If somebody has it, the answer is `unauthenticated`: sign in to that account, which means to send its token. With a token its person joins, if the invited address is theirs or nobody’s; if it is somebody else’s, the answer is `forbidden`. A token with a limit cannot accept. An invitation is accepted once, and only while who made it may invite; five failures within an hour are `too_many_requests` until the hour is over, but for the person whose address was invited, with a token.
         *
         *     Without a token, one client (an IPv4 address, or an IPv6 network of 64 bits) may ask for this 30 times a minute, and 60 times at once; beyond that it is a `429`.
         *
         *     Needs the permission `invitation:accept`.
         */
        readonly post: operations["acceptInvitation"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/me": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Read the caller
         * @description Needs the permission `me:read`.
         */
        readonly get: operations["getMe"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        /**
         * Change the caller
         * @description People only, with a token that is not limited to one organization: the name is the same in every organization. A field that is given replaces, one that is absent stays.
         *
         *     Needs the permission `me:update`.
         */
        readonly patch: operations["updateMe"];
        readonly trace?: never;
    };
    readonly "/me/organizations": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List one’s organizations
         * @description Those the caller is a member of; with a token limited to one organization, that one. Of the deleted ones, those they may restore.
         *
         *     Needs the permission `me:read`.
         */
        readonly get: operations["listMyOrganizations"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/me/tokens": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List one’s tokens
         * @description A token limited to one organization lists only tokens of that organization. Filtered, a page may be short or empty and yet have a `next`.
         *
         *     Needs the permission `own_token:read`.
         */
        readonly get: operations["listOwnTokens"];
        readonly put?: never;
        /**
         * Make a token for oneself
         * @description People only. The secret is in this answer and nowhere else. A token made with a token never has more rights or a later expiry than that one. With `organization_id` it works only in that organization.
         *
         *     Needs the permission `own_token:create`.
         */
        readonly post: operations["createOwnToken"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/me/tokens/{token_id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Read one of one’s tokens
         * @description With a token limited to one organization, only one of that organization.
         *
         *     Needs the permission `own_token:read`.
         */
        readonly get: operations["getOwnToken"];
        readonly put?: never;
        readonly post?: never;
        /**
         * Revoke one of one’s tokens
         * @description It is worthless from the next request on.
         *
         *     Needs the permission `own_token:revoke`.
         */
        readonly delete: operations["revokeOwnToken"];
        readonly options?: never;
        readonly head?: never;
        /**
         * Change one of one’s tokens
         * @description Its name; what it may do stays. A field that is given replaces, one that is absent stays.
         *
         *     Needs the permission `own_token:update`.
         */
        readonly patch: operations["updateOwnToken"];
        readonly trace?: never;
    };
    readonly "/organizations": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List one’s organizations
         * @description The same as `GET /me/organizations`.
         *
         *     Needs the permission `me:read`.
         */
        readonly get: operations["listOrganizations"];
        readonly put?: never;
        /**
         * Create an organization
         * @description The caller becomes its first member and administrator. Who may create one is a policy of the installation; service accounts may not.
         *
         *     Needs the permission `organization:create`.
         */
        readonly post: operations["createOrganization"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/organizations/{organization_id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Read an organization
         * @description Needs the permission `organization:read`.
         */
        readonly get: operations["getOrganization"];
        readonly put?: never;
        readonly post?: never;
        /**
         * Delete an organization
         * @description With all that is in it, from the next request on, however large it is. It can be restored for a time.
         *
         *     Needs the permission `organization:delete`.
         */
        readonly delete: operations["deleteOrganization"];
        readonly options?: never;
        readonly head?: never;
        /**
         * Change an organization
         * @description A field that is given replaces, one that is absent stays.
         *
         *     Needs the permission `organization:update`.
         */
        readonly patch: operations["updateOrganization"];
        readonly trace?: never;
    };
    readonly "/organizations/{organization_id}/external-users": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List the external users of an organization
         * @description The names that imports of annotations have brought, with the source of each, how many answers stand under it, and which person it is linked to, if any. Filtered, a page may be short or empty and yet have a `next`.
         *
         *     Needs the permission `external_user:read`.
         */
        readonly get: operations["listExternalUsers"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/organizations/{organization_id}/external-users/{external_user_id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Read an external user
         * @description Needs the permission `external_user:read`.
         */
        readonly get: operations["getExternalUser"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/organizations/{organization_id}/external-users/{external_user_id}/link": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Link an external user to a person
         * @description Says for good which person an external user is: a member of the organization who is a person. The same person again is answered `200` and changes nothing, another one is `already_exists`. Who joins the organization with an address that was imported is linked without this.
         *
         *     From then on, imports of the name are that person’s, also after they have left, so that the same file stays unchanged; and they are handed no item that was answered under the name. The answers themselves follow in small transactions, the first of them before this is answered. A claimed task of the person on such an item is released.
         *
         *     Where both answered one item, one answer stays: one that was given in Goldset (`source` is `task`), whatever the dates say, or else the newer of the two by the date of its present value. The revisions of the other one are appended to its own, each with its author, source and date, and the value of the answer that stays is repeated as the last revision. The item then has one annotation less, and may be open again.
         *
         *     With `dry_run=true`, only the numbers are answered.
         *
         *     Needs the permission `external_user:link`.
         */
        readonly post: operations["linkExternalUser"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/organizations/{organization_id}/invitations": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List open invitations
         * @description Those that nobody has accepted, expired ones included.
         *
         *     Needs the permission `invitation:read`.
         */
        readonly get: operations["listInvitations"];
        readonly put?: never;
        /**
         * Invite somebody
         * @description Valid for 7 days. The secret is in this answer and nowhere else; handing it over is up to you, nothing is sent. The roles are given on the organization. Who has the address must not be a member yet.
         *
         *     Needs the permission `invitation:create`.
         */
        readonly post: operations["createInvitation"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/organizations/{organization_id}/invitations/{invitation_id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Read an open invitation
         * @description One that nobody has accepted, also an expired one; without its secret.
         *
         *     Needs the permission `invitation:read`.
         */
        readonly get: operations["getInvitation"];
        readonly put?: never;
        readonly post?: never;
        /**
         * Revoke an invitation
         * @description Its secret is worthless from then on. One that was accepted is not found: remove the member instead.
         *
         *     Needs the permission `invitation:revoke`.
         */
        readonly delete: operations["revokeInvitation"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/organizations/{organization_id}/members": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List the members of an organization
         * @description People, with their e-mail addresses, and service accounts, with their roles on the organization itself, by their user ids. Filtered, a page may be short or empty and yet have a `next`.
         *
         *     Needs the permission `member:read`.
         */
        readonly get: operations["listMembers"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/organizations/{organization_id}/members/{user_id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Read a member
         * @description Needs the permission `member:read`.
         */
        readonly get: operations["getMember"];
        readonly put?: never;
        readonly post?: never;
        /**
         * Remove a member
         * @description With their roles in the organization and its projects and their tokens that work only in it, from the next request on. The open invitations they made are revoked. What they have claimed is released; what they have answered stays. The last admin of an organization who is a person cannot be removed: `last_admin`.
         *
         *     Needs the permission `member:remove`.
         */
        readonly delete: operations["removeMember"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/organizations/{organization_id}/members/me": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /**
         * Leave an organization
         * @description People only. All that goes with a member who is removed goes with who leaves. The last admin who is a person cannot leave: `last_admin`.
         *
         *     Needs the permission `organization:leave`.
         */
        readonly delete: operations["leaveOrganization"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/organizations/{organization_id}/projects": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List the projects of an organization
         * @description Those the caller has a role on. The deleted ones, whichever they are, need the permission `project:restore` on the organization. Filtered, a page may be short or empty and yet have a `next`.
         *
         *     Needs the permission `project:list`.
         */
        readonly get: operations["listProjects"];
        readonly put?: never;
        /**
         * Create a project
         * @description Needs the permission `project:create`.
         */
        readonly post: operations["createProject"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/organizations/{organization_id}/restore": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Restore a deleted organization
         * @description With all that was deleted with it; what was claimed in its projects is released. One that is not deleted answers as it is.
         *
         *     Needs the permission `organization:restore`.
         */
        readonly post: operations["restoreOrganization"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/organizations/{organization_id}/role-bindings": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List role bindings
         * @description All of the organization and its projects. With `project_id`, those on that project; the permission is then asked there, so that an admin of one project can list its bindings.
         *
         *     Needs the permission `role_binding:read`.
         */
        readonly get: operations["listRoleBindings"];
        readonly put?: never;
        /**
         * Give a member a role
         * @description On the organization, or on one project of it. The permission is asked on that target.
         *
         *     Needs the permission `role_binding:create`.
         */
        readonly post: operations["createRoleBinding"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/organizations/{organization_id}/role-bindings/{role_binding_id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Read a role binding
         * @description The permission is asked on the target of the binding.
         *
         *     Needs the permission `role_binding:read`.
         */
        readonly get: operations["getRoleBinding"];
        readonly put?: never;
        readonly post?: never;
        /**
         * Take a role from a member
         * @description From the next request on. The permission is asked on the target of the binding. The last admin of an organization who is a person keeps the role: `last_admin`. The open invitations of who may no longer invite are revoked.
         *
         *     Needs the permission `role_binding:delete`.
         */
        readonly delete: operations["deleteRoleBinding"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/organizations/{organization_id}/service-accounts": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List the service accounts of an organization
         * @description Filtered, a page may be short or empty and yet have a `next`.
         *
         *     Needs the permission `service_account:read`.
         */
        readonly get: operations["listServiceAccounts"];
        readonly put?: never;
        /**
         * Create a service account
         * @description It becomes a member of the organization with the given roles. Its `id` is its user id.
         *
         *     Needs the permission `service_account:create`.
         */
        readonly post: operations["createServiceAccount"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/organizations/{organization_id}/service-accounts/{user_id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Read a service account
         * @description Needs the permission `service_account:read`.
         */
        readonly get: operations["getServiceAccount"];
        readonly put?: never;
        readonly post?: never;
        /**
         * Delete a service account
         * @description With its roles and tokens, from the next request on, as removing it from the members does. What it has claimed is released; what it has answered stays, under its name.
         *
         *     Needs the permission `service_account:delete`.
         */
        readonly delete: operations["deleteServiceAccount"];
        readonly options?: never;
        readonly head?: never;
        /**
         * Change a service account
         * @description What it has answered stands under the new name as well. A field that is given replaces, one that is absent stays.
         *
         *     Needs the permission `service_account:update`.
         */
        readonly patch: operations["updateServiceAccount"];
        readonly trace?: never;
    };
    readonly "/organizations/{organization_id}/service-accounts/{user_id}/tokens": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List the tokens of a service account
         * @description Filtered, a page may be short or empty and yet have a `next`.
         *
         *     Needs the permission `service_account_token:read`.
         */
        readonly get: operations["listServiceAccountTokens"];
        readonly put?: never;
        /**
         * Make a token for a service account
         * @description It works only inside the organization. The secret is in this answer and nowhere else.
         *
         *     Needs the permission `service_account_token:create`.
         */
        readonly post: operations["createServiceAccountToken"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/organizations/{organization_id}/service-accounts/{user_id}/tokens/{token_id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Read a token of a service account
         * @description Needs the permission `service_account_token:read`.
         */
        readonly get: operations["getServiceAccountToken"];
        readonly put?: never;
        readonly post?: never;
        /**
         * Revoke a token of a service account
         * @description It is worthless from the next request on.
         *
         *     Needs the permission `service_account_token:revoke`.
         */
        readonly delete: operations["revokeServiceAccountToken"];
        readonly options?: never;
        readonly head?: never;
        /**
         * Change a token of a service account
         * @description Its name; what it may do stays. A field that is given replaces, one that is absent stays.
         *
         *     Needs the permission `service_account_token:update`.
         */
        readonly patch: operations["updateServiceAccountToken"];
        readonly trace?: never;
    };
    readonly "/projects/{project_id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Read a project
         * @description Needs the permission `project:read`.
         */
        readonly get: operations["getProject"];
        readonly put?: never;
        readonly post?: never;
        /**
         * Delete a project
         * @description With all that is in it, from the next request on, however large it is. It can be restored for a time.
         *
         *     Needs the permission `project:delete`.
         */
        readonly delete: operations["deleteProject"];
        readonly options?: never;
        readonly head?: never;
        /**
         * Change a project
         * @description A field that is given replaces, one that is absent stays. An archived project can only be reopened (`{"state": "active"}`). With `apply_to_items` the answer comes when every item has the new `overlap`; until then whole chunks of items have it, and a request that was cut, or refused in between because its caller may not go on, is finished by repeating it.
         *
         *     Needs the permission `project:update`.
         */
        readonly patch: operations["updateProject"];
        readonly trace?: never;
    };
    readonly "/projects/{project_id}/annotation-uis": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List the versions of the annotation UI
         * @description Needs the permission `annotation_ui:read`.
         */
        readonly get: operations["listAnnotationUis"];
        readonly put?: never;
        /**
         * Make the next version of the annotation UI
         * @description It takes effect when a guideline names it.
         *
         *     Needs the permission `annotation_ui:create`.
         */
        readonly post: operations["createAnnotationUI"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/projects/{project_id}/annotation-uis/{version}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Read a version of the annotation UI
         * @description Needs the permission `annotation_ui:read`.
         */
        readonly get: operations["getAnnotationUI"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/projects/{project_id}/annotation-uis/{version}/json-schema": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Read the JSON Schema of an answer
         * @description For the `value` of answers to tasks that name this version of the annotation UI.
         *
         *     Needs the permission `annotation_ui:read`.
         */
        readonly get: operations["getAnnotationUISchema"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/projects/{project_id}/annotation-uis/latest": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Read the newest version of the annotation UI
         * @description The newest version is in force only once a guideline names it: the `annotation_ui_version` of `GET …/guidelines/latest` is the one in force.
         *
         *     Needs the permission `annotation_ui:read`.
         */
        readonly get: operations["getLatestAnnotationUI"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/projects/{project_id}/annotations": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List annotations
         * @description The caller’s; everybody’s for those who have `annotation:read_all`. The deleted ones, everybody’s, need the permission `annotation:restore`, and cannot be filtered.
         *
         *     Needs the permission `annotation:read`.
         */
        readonly get: operations["listAnnotations"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/projects/{project_id}/annotations/{annotation_id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Read an annotation
         * @description One of the caller’s; anybody’s for those who have `annotation:read_all`.
         *
         *     Needs the permission `annotation:read`.
         */
        readonly get: operations["getAnnotation"];
        readonly put?: never;
        readonly post?: never;
        /**
         * Delete an annotation
         * @description Whoever gave it. It is no answer to its item any more, so that the item may be handed out again, to the same annotator too. Its task becomes `released`: submitting it is `lease_lost`. It can be restored for a time, with its revisions.
         *
         *     Needs the permission `annotation:delete`.
         */
        readonly delete: operations["deleteAnnotation"];
        readonly options?: never;
        readonly head?: never;
        /**
         * Revise an annotation
         * @description Only the annotator can: a `403` says so to those who may read the annotation, to others it is a `404`. The value is checked as it was when it was submitted, against the annotation UI version that the annotation names, and becomes its next revision; those before it are kept. An equal value changes nothing.
         *
         *     Needs the permission `annotation:revise`.
         */
        readonly patch: operations["reviseAnnotation"];
        readonly trace?: never;
    };
    readonly "/projects/{project_id}/annotations/{annotation_id}/restore": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Restore a deleted annotation
         * @description With its revisions. It counts as an imported answer does, so that its item may have more answers than its `overlap`, and has no `task_id`: its task stays `released`. `already_exists`: its annotator holds the item, or has answered it, since then. `in_use`: the `data` of the item was replaced since then. One that is not deleted answers as it is.
         *
         *     Needs the permission `annotation:restore`.
         */
        readonly post: operations["restoreAnnotation"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/projects/{project_id}/annotations/{annotation_id}/revisions": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List the revisions of an annotation
         * @description The present one included. Of one of the caller’s; of anybody’s for those who have `annotation:read_all`.
         *
         *     Needs the permission `annotation:read`.
         */
        readonly get: operations["listAnnotationRevisions"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/projects/{project_id}/annotations/delete": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Delete all annotations that fit a filter
         * @description Those that fit all that `filter` names. Where they are not `expected_count`, nothing is deleted, and the `409` says in `count` how many they are; with 0 it is a way to count. One request deletes, in one transaction, all that it has counted, or the first of them, at most about 5,000: repeat it with `remaining` as the next `expected_count` until that is 0. An answer that is given meanwhile makes the next count another one; it is never deleted unasked. What a deletion does is said at the deletion of one annotation; each is told of by an event of its own, and can be restored for a time.
         *
         *     Needs the permission `annotation:delete`.
         */
        readonly post: operations["deleteAnnotations"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/projects/{project_id}/annotations/import": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Import annotations
         * @description Answers that were given elsewhere, to items of the project; they count like those that are submitted, and an item may have more of them than its `overlap`. A project without a guideline is `not_ready`.
         *
         *     An answer is checked against the annotation UI version that it stands under, and names it: the one that the line names, or the guideline that the line names, else the one in force. The annotation names a guideline only where its line does.
         *
         *     There is one annotation per item and annotator. The same value again is unchanged. Another one is rejected, or with `on_conflict=update` becomes the next revision, by the caller; it is then checked against the version that the annotation has. Its date is the line’s `created_at`. An equal value of another `created_at` is another answer: it says that the same was given again. No revision is dated before the one that it follows, and a value that is there with its date is unchanged.
         *
         *     A line with `revisions` carries all that an answer was, oldest first, with dates and authors. The same list again is unchanged. With `on_conflict=update` a list that goes on after the revisions that are there has the others appended. Any other list is `already_exists`, and the detail says where the two differ.
         *
         *     An annotator who has a claimed task on the item is `in_use`; one who has an annotation there is not handed the item again.
         *
         *     Bad lines, `on_error`, a body that ends early, and a caller who may not go on are treated as in an import of items.
         *
         *     A table (`text/csv`, `text/tab-separated-values`) has an answer per row, in the columns that an export with `format=csv` writes: `external_id`, or `item_id` where that is empty, `annotator`, `source`, `guideline_version`, `annotation_ui_version`, `created_at`, and one for each control, under its name or under `value.<name>`. `data` and `annotator_id` are passed over; any other heading refuses the table, with `422`. Cells hold what the export writes: a word, text or number, else JSON. An empty cell stands for no answer, but for an empty text that must be given, or that stands in quotes (`""`). Give `formulas=escape` for a table that Goldset exported.
         *
         *     Needs the permission `annotation:import`.
         */
        readonly post: operations["importAnnotations"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/projects/{project_id}/export": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Export a project
         * @description A stream of any length: one `ExportedItem` per line, each an item with all its annotations and predictions from one moment, in the order of their ids. Items that are there throughout appear exactly once. With `changed_since`, only what changed since an earlier export began: exports that each go on from the one before miss no change, and name each once; filtered by `state`, they leave out items that are no longer in it. A stream that fails is cut, never ended; so is one whose caller may not read the project any more.
         *
         *     `format=csv` and `format=tsv` have a row per annotation, with the columns `item_id`, `external_id`, `data`, `annotator_id`, `annotator`, one for each control of any of the annotation UIs, `guideline_version`, `annotation_ui_version` and `created_at`; what has parts is written as JSON, and an empty text as `""`, while a cell without answer is empty. With `people=email`, `annotator` is the e-mail address of a member, and a column `source` behind it says where the name of an external user comes from. A control that is named like one of these columns is called `value.<name>`. They cannot be combined with `changed_since`. An import of annotations reads such a table, with `formulas=escape`.
         *
         *     Needs the permission `project:export`.
         */
        readonly get: operations["exportProject"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/projects/{project_id}/guidelines": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List the versions of the guideline
         * @description Needs the permission `guideline:read`.
         */
        readonly get: operations["listGuidelines"];
        readonly put?: never;
        /**
         * Publish the next version of the guideline
         * @description It and the annotation UI it names are in force from then on. A project without an annotation UI is `not_ready`.
         *
         *     Needs the permission `guideline:publish`.
         */
        readonly post: operations["publishGuideline"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/projects/{project_id}/guidelines/{version}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Read a version of the guideline
         * @description Needs the permission `guideline:read`.
         */
        readonly get: operations["getGuideline"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/projects/{project_id}/guidelines/latest": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Read the guideline in force
         * @description Needs the permission `guideline:read`.
         */
        readonly get: operations["getLatestGuideline"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/projects/{project_id}/items": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List the items of a project
         * @description Those that fit all filters that are given. With a filter other than `external_id`, a page may be short, or empty, and `next` still lead on. Filters on `metadata` are `metadata.<key>=<value>`. The deleted ones need the permission `item:restore`, and cannot be filtered.
         *
         *     Needs the permission `item:read`.
         */
        readonly get: operations["listItems"];
        readonly put?: never;
        /**
         * Import items
         * @description Answers when all of the body was read. A bad line is rejected and stops no good one, unless `on_error` is `abort`. The same `external_id` with the same content is unchanged. A body that ends early leaves whole batches behind; sending it again finishes the job without a duplicate.
         *
         *     Takes the lines of an export as well, with their `annotations`, `predictions` and `skips`: of a line all is written, or nothing. These need the permissions `annotation:import`, `prediction:import` and `task:import`; a line that has some without its permission is rejected with `forbidden`, and the others go on. The project must have the annotation UIs and guidelines that answers name (`POST /projects/{project_id}/setup`). Users are known by `email`, and in their own organization by `id`; who is no member, or a service account, becomes an external user, and two of one name stay two. The fields `id`, `item_id`, `task_id`, `state`, `annotation_count` and `updated_at` are ignored. `created_at`, `revision` and `requeued` are kept of an item that is new. Items without `external_id` are made anew by each import.
         *
         *     An import is stopped once its caller may not go on, because the token, the membership, the role or the project is gone, or the project is archived: the `401`, `403`, `404` or `409` then says how many lines were `created`, `updated`, `unchanged` and `rejected` so far. What was written stays; sending all of it again, once that is allowed, finishes the job.
         *
         *     A table (`text/csv`, `text/tab-separated-values`) has an item per row. Its columns become `data`, as strings, but for those that `external_id`, `metadata` and `types` name. A heading that is empty, or stands there twice, or a parameter that names no column, refuses the table as a whole, with `422`; a row that has another number of cells is rejected alone.
         *
         *     Needs the permission `item:import`.
         */
        readonly post: operations["importItems"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/projects/{project_id}/items/{item_id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Read an item
         * @description Needs the permission `item:read`.
         */
        readonly get: operations["getItem"];
        readonly put?: never;
        readonly post?: never;
        /**
         * Delete an item
         * @description With its tasks, annotations and predictions, from the next request on. Its claimed tasks are released for good. It can be restored for a time, and keeps its `external_id` until it is purged.
         *
         *     Needs the permission `item:delete`.
         */
        readonly delete: operations["deleteItem"];
        readonly options?: never;
        readonly head?: never;
        /**
         * Change an item
         * @description A field that is given replaces, one that is absent stays. `in_use`: the data of an item with a claimed or submitted task or an annotation never changes, and its overlap is never below its answers and claims. An item that has free places again is handed out again.
         *
         *     Needs the permission `item:update`.
         */
        readonly patch: operations["updateItem"];
        readonly trace?: never;
    };
    readonly "/projects/{project_id}/items/{item_id}/requeue": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Put an item back
         * @description Its skipped tasks become `released`, so that those who skipped it may be offered it again, and it goes to the end of the queue of its priority. Who skipped it, and why, stays in `skips`. Those who have answered it are not asked again, so a complete item needs an `overlap` that is higher than its answers. Where no task is skipped and the overlap stays, nothing changes.
         *
         *     Needs the permission `item:requeue`.
         */
        readonly post: operations["requeueItem"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/projects/{project_id}/items/{item_id}/restore": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Restore a deleted item
         * @description With all that was deleted with it, behind the queue of its priority. One that is not deleted answers as it is.
         *
         *     Needs the permission `item:restore`.
         */
        readonly post: operations["restoreItem"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/projects/{project_id}/predictions": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List predictions
         * @description All of the project, or those for one item, of one model, or both. The deleted ones need the permission `prediction:restore`, and cannot be filtered.
         *
         *     Needs the permission `prediction:read`.
         */
        readonly get: operations["listPredictions"];
        readonly put?: never;
        /**
         * Import predictions
         * @description Answers when all of the body was read. An item has one prediction per `model` and `model_version`: the same content again is unchanged, other content is `already_exists`, or replaces it with `on_conflict=update` (a line without `score` leaves the score as it is). `value` must fit the annotation UI that the line names with `annotation_ui_version`, or else the one in force when the import begins; no control has to be answered. The version that it was checked against is kept with the prediction. A line that names another version than the one that is kept has other content; a line that names none is compared without it, so that the same file stays unchanged when a new annotation UI comes into force. A bad line is rejected and stops no good one, unless `on_error` is `abort`. A body that ends early leaves whole batches behind; sending it again finishes the job without a duplicate. Once its caller may not go on, it is stopped as an import of items is. A project without a guideline is `not_ready`.
         *
         *     Needs the permission `prediction:import`.
         */
        readonly post: operations["importPredictions"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/projects/{project_id}/predictions/{prediction_id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Read a prediction
         * @description Needs the permission `prediction:read`.
         */
        readonly get: operations["getPrediction"];
        readonly put?: never;
        readonly post?: never;
        /**
         * Delete a prediction
         * @description It can be restored for a time.
         *
         *     Needs the permission `prediction:delete`.
         */
        readonly delete: operations["deletePrediction"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/projects/{project_id}/predictions/{prediction_id}/restore": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Restore a deleted prediction
         * @description `already_exists`: the item has another prediction of this `model` and `model_version` since then. One that is not deleted answers as it is.
         *
         *     Needs the permission `prediction:restore`.
         */
        readonly post: operations["restorePrediction"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/projects/{project_id}/predictions/delete": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Delete all predictions that fit a filter
         * @description Those that fit all that `filter` names. Where they are not `expected_count`, nothing is deleted, and the `409` says in `count` how many they are; with 0 it is a way to count. One request deletes, in one transaction, all that it has counted, or the first of them, at most about 5,000: repeat it with `remaining` as the next `expected_count` until that is 0. Each is told of by an event of its own, and can be restored for a time.
         *
         *     Needs the permission `prediction:delete`.
         */
        readonly post: operations["deletePredictions"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/projects/{project_id}/progress": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Read how far a project is
         * @description Needs the permission `progress:read`.
         */
        readonly get: operations["getProgress"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/projects/{project_id}/progress/annotators": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Read how far each annotator is
         * @description Those who have a task or an annotation in the project, in the order of their ids. A page may be short or empty and yet have a `next`.
         *
         *     Needs the permission `progress:read_by_annotator`.
         */
        readonly get: operations["listAnnotatorProgress"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/projects/{project_id}/restore": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Restore a deleted project
         * @description With all that was deleted with it; what was claimed in it is released. One that is not deleted answers as it is.
         *
         *     Needs the permission `project:restore`.
         */
        readonly post: operations["restoreProject"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/projects/{project_id}/setup": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Read the setup of a project
         * @description Its settings, and all versions of its annotation UI and of its guideline, as `POST` takes them: a project that is given the same setup can be given its exported items as well. Needs the permissions `annotation_ui:read` and `guideline:read` as well.
         *
         *     Needs the permission `project:read`.
         */
        readonly get: operations["getSetup"];
        readonly put?: never;
        /**
         * Give a project the setup of another one
         * @description All of it, or nothing. Settings that are named replace what the project has. Versions keep their numbers, so that exported answers can name them: those that the project has must be the same (else `already_exists` names the first that is not), the others are added, and the last guideline is in force. Sent again, it changes nothing. Needs the permissions `annotation_ui:create` and `guideline:publish` as well.
         *
         *     Needs the permission `project:update`.
         */
        readonly post: operations["importSetup"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/projects/{project_id}/tasks": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List tasks
         * @description The caller’s; everybody’s for those who have `task:read_all`. With `state=claimed` an annotator finds the work again that they hold. A task whose lease has ended is `expired`; until a claim takes its place it can still be renewed and submitted. With another `state` a page may be short or empty and yet have a `next`.
         *
         *     Needs the permission `task:read`.
         */
        readonly get: operations["listTasks"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/projects/{project_id}/tasks/{task_id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Read a task
         * @description One of the caller’s; anybody’s for those who have `task:read_all`.
         *
         *     Needs the permission `task:read`.
         */
        readonly get: operations["getTask"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/projects/{project_id}/tasks/{task_id}/release": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Release a task
         * @description Its place is free for anyone, the annotator included. Doing it again answers the same. Those who have `task:release_any` can release anybody’s: a `403` says so to those who may read the task, to others it is a `404`.
         *
         *     Needs the permission `task:release`.
         */
        readonly post: operations["releaseTask"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/projects/{project_id}/tasks/{task_id}/renew": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Renew the lease of a task
         * @description The lease then ends the project’s `lease_seconds` from now, also where it had ended and nobody has taken the place: the task is `claimed` again. Only the annotator can: a `403` says so to those who may read the task, to others it is a `404`.
         *
         *     Needs the permission `task:renew`.
         */
        readonly post: operations["renewTask"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/projects/{project_id}/tasks/{task_id}/skip": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Skip a task
         * @description Its place is free for others; the annotator is not offered the item again. Doing it again answers the same. Those who have `task:release_any` can skip anybody’s: a `403` says so to those who may read the task, to others it is a `404`.
         *
         *     Needs the permission `task:skip`.
         */
        readonly post: operations["skipTask"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/projects/{project_id}/tasks/{task_id}/submit": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Submit the answer to a task
         * @description Accepted once: the same value again answers the same annotation, another one is `already_submitted`. Only the annotator can: a `403` says so to those who may read the task, to others it is a `404`.
         *
         *     Needs the permission `task:submit`.
         */
        readonly post: operations["submitTask"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/projects/{project_id}/tasks/claim": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Claim tasks
         * @description Hands out fewer tasks than `count` where together they would hold more than 8 MiB; what it does not answer is not claimed. Higher priority first, then in the order of import, or from a random place in it on (`strategy`); or one item (`item_id`). With nothing to give, `tasks` is empty and `reason` says why: of a named item, that it is `complete`, that its places are `leased` by others, or `exhausted` where the caller holds it, has answered it or has skipped it; an item that is not there is a 404. `Retry-After` says when the first lease of others ends. A project without a guideline is `not_ready`.
         *
         *     Needs the permission `task:claim`.
         */
        readonly post: operations["claimTasks"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/projects/{project_id}/tasks/import": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Import skips
         * @description Skips from elsewhere: who skipped an item there is not offered it here. Each becomes a skipped task, or, where it says that it was taken back (`requeued_at`), a released one. It takes no place of the item.
         *
         *     Of one annotator and item, skips of different dates are different ones, of which one stands at most. A line without a date means the skip that stands, or else the latest. The same skip again is unchanged, also after the item was put back. One with another `reason` is rejected, or with `on_conflict=update` gets it. An annotator who has answered the item is `already_exists`, one who has a claimed task on it `in_use`, but for a skip that was taken back. A project without a guideline is `not_ready`.
         *
         *     Bad lines, `on_error`, a body that ends early, and a caller who may not go on are treated as in an import of items.
         *
         *     Needs the permission `task:import`.
         */
        readonly post: operations["importSkips"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/tokens/current": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Read the token that the request is sent with
         * @description What the token is, whose, and what it may do. Every token that is valid may ask this, whatever it is limited to. With `organization_id` or `project_id`, `access` says what it may do there alone; where that is nothing, it is empty.
         *
         *     Needs the permission `current_token:read`, which every token has.
         */
        readonly get: operations["getCurrentToken"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/users": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List people
         * @description Those the caller shares an organization with; with a token limited to one organization, the people of that one. Filtered, a page may be short or empty and yet have a `next`.
         *
         *     Needs the permission `user:read`.
         */
        readonly get: operations["listUsers"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/users/{user_id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Read a person
         * @description One of those that the list of people holds.
         *
         *     Needs the permission `user:read`.
         */
        readonly get: operations["getUser"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        readonly AcceptedInvitation: {
            readonly organization: components["schemas"]["CompactOrganization"];
            readonly token: components["schemas"]["AcceptedInvitationToken"] | null;
            readonly user: components["schemas"]["CompactUser"];
        };
        /** @description A token that works everywhere the person has rights; `null` for who accepted with a token. */
        readonly AcceptedInvitationToken: {
            /**
             * Format: date-time
             * @example 2026-11-22T09:30:00.000Z
             */
            readonly created_at: string;
            /**
             * Format: date-time
             * @example 2026-11-22T09:30:00.000Z
             */
            readonly expires_at: string | null;
            /**
             * Format: uuid
             * @example 0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55
             */
            readonly id: string;
            /**
             * Format: date-time
             * @description To about a minute.
             * @example 2026-11-22T09:30:00.000Z
             */
            readonly last_used_at: string | null;
            readonly name: string;
            /**
             * Format: uuid
             * @description The only organization the token works in; `null` is everywhere its user has rights.
             * @example 0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55
             */
            readonly organization_id: string | null;
            /** @description The only permissions the token has; `null` is all of its user’s. */
            readonly permissions: readonly components["schemas"]["Permission"][] | null;
            /** @description The first characters of the secret, to recognise it by. */
            readonly prefix: string;
            /** @description Counts the changes of its own fields, from 1; the `ETag` says it as well. Counts and states that follow from other things do not change it. */
            readonly revision: number;
            /** @description Shown once (`null` where the answer is repeated); kept only as its SHA-256. */
            readonly secret: string | null;
            /**
             * Format: date-time
             * @example 2026-11-22T09:30:00.000Z
             */
            readonly updated_at: string;
        };
        /**
         * @example {
         *       "secret": "gs_Zk3vT…",
         *       "name": "Grace"
         *     }
         */
        readonly AcceptInvitation: {
            /** @description What others are to call the person. Without a token it is required; who accepts with a token has a name already. */
            readonly name?: string | null;
            readonly secret: string;
        };
        readonly AccessRemoval: {
            /** @description The open invitations they had made: their secrets are worthless now. */
            readonly revoked_invitations: readonly components["schemas"]["AccessRemovalRevokedInvitation"][];
            /** @description The service accounts whose tokens they made, and may therefore know; at most 1,000. Where that matters, make other tokens and revoke these. */
            readonly service_accounts: readonly components["schemas"]["CompactUser"][];
        };
        readonly AccessRemovalRevokedInvitation: {
            /**
             * Format: uuid
             * @example 0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55
             */
            readonly id: string;
        };
        /** @description A problem whose `code` is `already_exists` or `archived` or `idempotency_in_flight`. */
        readonly AlreadyExistsOrArchivedOrIdempotencyInFlightProblem: components["schemas"]["Problem"] & {
            /** @enum {string} */
            readonly code?: "already_exists" | "archived" | "idempotency_in_flight";
        };
        /** @description A problem whose `code` is `already_exists` or `idempotency_in_flight`. */
        readonly AlreadyExistsOrIdempotencyInFlightProblem: components["schemas"]["Problem"] & {
            /** @enum {string} */
            readonly code?: "already_exists" | "idempotency_in_flight";
        };
        /** @description A problem whose `code` is `already_exists` or `in_use` or `archived` or `idempotency_in_flight`. */
        readonly AlreadyExistsOrInUseOrArchivedOrIdempotencyInFlightProblem: components["schemas"]["Problem"] & {
            /** @enum {string} */
            readonly code?: "already_exists" | "in_use" | "archived" | "idempotency_in_flight";
        };
        readonly Annotation: {
            readonly annotation_ui_version: number;
            readonly annotator: components["schemas"]["CompactUser"];
            /**
             * Format: date-time
             * @example 2026-11-22T09:30:00.000Z
             */
            readonly created_at: string;
            readonly guideline_version: number | null;
            /**
             * Format: uuid
             * @example 0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55
             */
            readonly id: string;
            /**
             * Format: uuid
             * @example 0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55
             */
            readonly item_id: string;
            /** @description Of an answer that was imported with its item from an export: how it was given there, first of all; else `null`. */
            readonly origin: ("task" | "import") | null;
            /** @description Counts the changes of its own fields, from 1; the `ETag` says it as well. Counts and states that follow from other things do not change it. */
            readonly revision: number;
            /** @enum {string} */
            readonly source: "task" | "import";
            /**
             * Format: uuid
             * @description The task that it is the answer to; `null` where it was imported, or restored after a deletion: its task stays released.
             * @example 0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55
             */
            readonly task_id: string | null;
            /**
             * Format: date-time
             * @example 2026-11-22T09:30:00.000Z
             */
            readonly updated_at: string;
            /** @description The answer of each control, under its name. */
            readonly value: {
                readonly [key: string]: unknown;
            };
        };
        readonly AnnotationPage: {
            readonly annotations: readonly components["schemas"]["ListedAnnotation"][];
            readonly pagination: components["schemas"]["Pagination"];
        };
        readonly AnnotationRevision: {
            readonly author: components["schemas"]["CompactUser"];
            /**
             * Format: date-time
             * @example 2026-11-22T09:30:00.000Z
             */
            readonly created_at: string;
            /** @description Counts the changes of its own fields, from 1; the `ETag` says it as well. Counts and states that follow from other things do not change it. */
            readonly revision: number;
            /**
             * @description The source of the answer that the value was given in: the annotation’s own, or that of another answer of its annotator, from before an external user was linked to them. Such a revision keeps its date, and may be older than the one before it.
             * @enum {string}
             */
            readonly source: "task" | "import";
            /** @description The answer of each control, under its name. */
            readonly value: {
                readonly [key: string]: unknown;
            };
        };
        readonly AnnotationRevisionPage: {
            readonly pagination: components["schemas"]["Pagination"];
            readonly revisions: readonly components["schemas"]["AnnotationRevision"][];
        };
        readonly AnnotationUI: {
            readonly controls: readonly components["schemas"]["Control"][];
            /**
             * Format: date-time
             * @example 2026-11-22T09:30:00.000Z
             */
            readonly created_at: string;
            readonly created_by: components["schemas"]["CompactUser"];
            /**
             * Format: uuid
             * @example 0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55
             */
            readonly id: string;
            readonly name: string;
            readonly version: number;
        };
        readonly AnnotationUIPage: {
            readonly annotation_uis: readonly components["schemas"]["AnnotationUI"][];
            readonly pagination: components["schemas"]["Pagination"];
        };
        readonly AnnotatorProgress: {
            /** @description Submitted and imported. */
            readonly annotations: number;
            readonly annotator: components["schemas"]["CompactUser"];
            readonly tasks: components["schemas"]["AnnotatorProgressTasks"];
        };
        readonly AnnotatorProgressPage: {
            readonly annotators: readonly components["schemas"]["AnnotatorProgress"][];
            readonly pagination: components["schemas"]["Pagination"];
        };
        /** @description A task whose lease has ended counts as `expired`, from that moment on. */
        readonly AnnotatorProgressTasks: {
            readonly claimed: number;
            readonly expired: number;
            readonly released: number;
            readonly skipped: number;
            readonly submitted: number;
        };
        /** @description A JSON Schema (2020-12): accepts every `value` that is accepted, and refuses all else that JSON Schema can express. It has `$schema`, `type` (`object`), `properties` with the schema of each control’s value under the control’s name, `required` and `additionalProperties` (`false`). */
        readonly AnswerSchema: {
            readonly [key: string]: unknown;
        };
        /** @description A problem whose `code` is `archived` or `idempotency_in_flight`. */
        readonly ArchivedOrIdempotencyInFlightProblem: components["schemas"]["Problem"] & {
            /** @enum {string} */
            readonly code?: "archived" | "idempotency_in_flight";
        };
        /** @description A problem whose `code` is `archived`. */
        readonly ArchivedProblem: components["schemas"]["Problem"] & {
            /** @enum {string} */
            readonly code?: "archived";
        };
        /**
         * @description Asks for labelled boxes on an image. The answer is a list of up to 10,000 different `{x, y, width, height, label}` whose order does not matter, in fractions of the image, 0…1: `x` + `width` and `y` + `height` are at most 1, and a box is at least 1e-9 wide and high. What is at most 0.000001 outside the image was rounded somewhere and is cut off at its edge, also before boxes are compared.
         * @example {
         *       "name": "faces",
         *       "kind": "boxes",
         *       "source": "image",
         *       "labels": [
         *         "face"
         *       ]
         *     }
         */
        readonly BoxesControl: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            readonly kind: "boxes";
            /** @description No two may be equal in Unicode NFC without the blanks around them. An answer is compared with them in that form, and kept as it is declared here. */
            readonly labels: readonly string[];
            /** @description The key of the answer’s `value` that this control fills. */
            readonly name: string;
            /** @default true */
            readonly required?: boolean | null;
            /** @description The key of the item’s `data` that this control is about. */
            readonly source: string;
        };
        /**
         * @description Asks for exactly one of its options. The answer is a string: `"joy"`.
         * @example {
         *       "name": "sentiment",
         *       "kind": "choice",
         *       "source": "text",
         *       "options": [
         *         "positive",
         *         "negative"
         *       ]
         *     }
         */
        readonly ChoiceControl: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            readonly kind: "choice";
            /** @description The key of the answer’s `value` that this control fills. */
            readonly name: string;
            /** @description No two may be equal in Unicode NFC without the blanks around them. An answer is compared with them in that form, and kept as it is declared here. */
            readonly options: readonly string[];
            /** @default true */
            readonly required?: boolean | null;
            /** @description The key of the item’s `data` that this control is about. */
            readonly source: string;
        };
        /**
         * @description Asks for several of its options. The answer is a list of distinct strings: `["joy", "love"]`; their order does not matter, and they are kept in the order of the options.
         * @example {
         *       "name": "emotions",
         *       "kind": "choices",
         *       "source": "text",
         *       "options": [
         *         "joy",
         *         "love",
         *         "anger"
         *       ],
         *       "min": 1,
         *       "max": 2
         *     }
         */
        readonly ChoicesControl: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            readonly kind: "choices";
            /** @description How many may be chosen at most; without it, all of them. */
            readonly max?: number | null;
            /**
             * @description How many must be chosen at least. With 0, an empty list is an answer: none of them.
             * @default 0
             */
            readonly min?: number | null;
            /** @description The key of the answer’s `value` that this control fills. */
            readonly name: string;
            /** @description No two may be equal in Unicode NFC without the blanks around them. An answer is compared with them in that form, and kept as it is declared here. */
            readonly options: readonly string[];
            /** @default true */
            readonly required?: boolean | null;
            /** @description The key of the item’s `data` that this control is about. */
            readonly source: string;
        };
        readonly Claim: {
            readonly annotation_uis: readonly components["schemas"]["AnnotationUI"][];
            readonly guidelines: readonly components["schemas"]["Guideline"][];
            /** @description Why there are no tasks; `null` when there are. `archived`: the project is archived. `holding`: you hold `max_claimed` tasks. `complete`: nothing is left for anyone, or there are no items. `leased`: others hold places that you could take. `exhausted`: nothing is left for you. Of a named item: `complete`: it has its answers. `leased`: others hold its places. `exhausted`: you hold it, have answered it or skipped it. */
            readonly reason: ("archived" | "holding" | "complete" | "leased" | "exhausted") | null;
            /** @description With reason `leased`: in how many seconds the first lease ends. */
            readonly retry_after: number | null;
            readonly tasks: readonly components["schemas"]["Task"][];
        };
        /**
         * @example {
         *       "count": 1
         *     }
         */
        readonly ClaimTasks: {
            /**
             * @description How many tasks are wanted at most; with `item_id` 1.
             * @default 1
             */
            readonly count?: number | null;
            /**
             * Format: uuid
             * @description The one item that is wanted. Takes neither a `strategy` nor a `count` above 1.
             * @example 0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55
             */
            readonly item_id?: string | null;
            /** @description Which items are handed out first, higher priorities always before lower ones: `queue` (the default), in the order of import; `random`, from a random place in that order on, so that many annotators do not all begin with the same items. */
            readonly strategy?: ("queue" | "random") | null;
        };
        readonly CompactOrganization: {
            /**
             * Format: uuid
             * @example 0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55
             */
            readonly id: string;
            readonly name: string;
        };
        readonly CompactUser: {
            /**
             * Format: uuid
             * @example 0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55
             */
            readonly id: string;
            readonly name: string;
        };
        readonly Control: components["schemas"]["ChoiceControl"] | components["schemas"]["ChoicesControl"] | components["schemas"]["RatingControl"] | components["schemas"]["NumberControl"] | components["schemas"]["TextControl"] | components["schemas"]["SpansControl"] | components["schemas"]["BoxesControl"] | components["schemas"]["PolygonsControl"] | components["schemas"]["RankingControl"];
        /**
         * @example {
         *       "name": "Sentiment",
         *       "controls": [
         *         {
         *           "name": "sentiment",
         *           "kind": "choice",
         *           "source": "text",
         *           "options": [
         *             "positive",
         *             "negative"
         *           ]
         *         }
         *       ]
         *     }
         */
        readonly CreateAnnotationUI: {
            readonly controls: readonly components["schemas"]["Control"][];
            readonly name: string;
        };
        readonly CreatedInvitation: {
            /**
             * Format: date-time
             * @example 2026-11-22T09:30:00.000Z
             */
            readonly created_at: string;
            readonly created_by: components["schemas"]["CompactUser"];
            /**
             * @description An e-mail address; letters of any script, and domains without a dot, are allowed. Two addresses are one if they differ in the case of ASCII letters alone, or in how their domain is written (`BÜCHER.example`, `xn--bcher-kva.example`).
             * @example grace@example.org
             */
            readonly email: string;
            /**
             * Format: date-time
             * @example 2026-11-22T09:30:00.000Z
             */
            readonly expires_at: string;
            /**
             * Format: uuid
             * @example 0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55
             */
            readonly id: string;
            /** @description Each becomes a role binding on the organization. */
            readonly roles: readonly components["schemas"]["Role"][];
            /** @description Shown once (`null` where the answer is repeated); kept only as its SHA-256. Whoever has it can accept the invitation. */
            readonly secret: string | null;
        };
        readonly CreatedToken: {
            /**
             * Format: date-time
             * @example 2026-11-22T09:30:00.000Z
             */
            readonly created_at: string;
            /**
             * Format: date-time
             * @example 2026-11-22T09:30:00.000Z
             */
            readonly expires_at: string | null;
            /**
             * Format: uuid
             * @example 0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55
             */
            readonly id: string;
            /**
             * Format: date-time
             * @description To about a minute.
             * @example 2026-11-22T09:30:00.000Z
             */
            readonly last_used_at: string | null;
            readonly name: string;
            /**
             * Format: uuid
             * @description The only organization the token works in; `null` is everywhere its user has rights.
             * @example 0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55
             */
            readonly organization_id: string | null;
            /** @description The only permissions the token has; `null` is all of its user’s. */
            readonly permissions: readonly components["schemas"]["Permission"][] | null;
            /** @description The first characters of the secret, to recognise it by. */
            readonly prefix: string;
            /** @description Counts the changes of its own fields, from 1; the `ETag` says it as well. Counts and states that follow from other things do not change it. */
            readonly revision: number;
            /** @description Shown once (`null` where the answer is repeated); kept only as its SHA-256. */
            readonly secret: string | null;
            /**
             * Format: date-time
             * @example 2026-11-22T09:30:00.000Z
             */
            readonly updated_at: string;
        };
        /**
         * @example {
         *       "email": "grace@example.org",
         *       "roles": [
         *         "reviewer"
         *       ]
         *     }
         */
        readonly CreateInvitation: {
            /**
             * @description An e-mail address; letters of any script, and domains without a dot, are allowed. Two addresses are one if they differ in the case of ASCII letters alone, or in how their domain is written (`BÜCHER.example`, `xn--bcher-kva.example`).
             * @example grace@example.org
             */
            readonly email: string;
            /** @description Each becomes a role binding on the organization. */
            readonly roles: readonly components["schemas"]["Role"][];
        };
        /**
         * @example {
         *       "name": "Acme Research"
         *     }
         */
        readonly CreateOrganization: {
            readonly name: string;
        };
        /**
         * @example {
         *       "name": "laptop"
         *     }
         */
        readonly CreateOwnToken: {
            /**
             * Format: date-time
             * @description Default: the expiry of the token it is made with, otherwise never.
             * @example 2027-01-01T00:00:00Z
             */
            readonly expires_at?: string | null;
            readonly name: string;
            /**
             * Format: uuid
             * @description The only organization it is to work in, one that the caller is a member of. Default: that of the token it is made with, if that one is limited, otherwise none.
             * @example 0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55
             */
            readonly organization_id?: string | null;
            /** @description Default: the permissions of the token it is made with. */
            readonly permissions?: readonly components["schemas"]["Permission"][] | null;
        };
        /**
         * @example {
         *       "name": "Movie reviews",
         *       "overlap": 3
         *     }
         */
        readonly CreateProject: {
            /** @default  */
            readonly description?: string | null;
            /**
             * @description For how long a claimed task is reserved.
             * @default 600
             */
            readonly lease_seconds?: number | null;
            /**
             * @description How many tasks one annotator may hold at once.
             * @default 100
             */
            readonly max_claimed?: number | null;
            readonly name: string;
            /** @default 1 */
            readonly overlap?: number | null;
            /**
             * @description Whether annotators see predictions.
             * @default false
             */
            readonly show_predictions?: boolean | null;
        };
        /**
         * @example {
         *       "user_id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0002",
         *       "role": "annotator",
         *       "target": {
         *         "type": "project",
         *         "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0030"
         *       }
         *     }
         */
        readonly CreateRoleBinding: {
            readonly role: components["schemas"]["Role"];
            readonly target: components["schemas"]["RoleBindingTarget"];
            /**
             * Format: uuid
             * @example 0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55
             */
            readonly user_id: string;
        };
        /**
         * @example {
         *       "name": "annotator-1",
         *       "roles": [
         *         "annotator"
         *       ]
         *     }
         */
        readonly CreateServiceAccount: {
            readonly name: string;
            /** @description Each becomes a role binding on the organization. */
            readonly roles: readonly components["schemas"]["Role"][];
        };
        /**
         * @example {
         *       "name": "laptop"
         *     }
         */
        readonly CreateToken: {
            /**
             * Format: date-time
             * @description Default: the expiry of the token it is made with, otherwise never.
             * @example 2027-01-01T00:00:00Z
             */
            readonly expires_at?: string | null;
            readonly name: string;
            /** @description Default: the permissions of the token it is made with. */
            readonly permissions?: readonly components["schemas"]["Permission"][] | null;
        };
        readonly CurrentToken: {
            /** @description What it may do in each organization that its user is a member of, and in each project in which they have a role of their own; each organization followed by its projects, by their ids. */
            readonly access: readonly components["schemas"]["TokenAccess"][];
            /**
             * Format: date-time
             * @example 2026-11-22T09:30:00.000Z
             */
            readonly created_at: string;
            /**
             * Format: date-time
             * @example 2026-11-22T09:30:00.000Z
             */
            readonly expires_at: string | null;
            /**
             * Format: uuid
             * @example 0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55
             */
            readonly id: string;
            /** @description Whether `access` holds all there is. It ends after 200; ask for one organization or project then. */
            readonly is_complete: boolean;
            /**
             * Format: date-time
             * @description To about a minute.
             * @example 2026-11-22T09:30:00.000Z
             */
            readonly last_used_at: string | null;
            readonly name: string;
            readonly organization: components["schemas"]["CurrentTokenOrganization"] | null;
            /**
             * Format: uuid
             * @description The only organization the token works in; `null` is everywhere its user has rights.
             * @example 0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55
             */
            readonly organization_id: string | null;
            /** @description What the token may do that concerns no organization and no project. */
            readonly own_permissions: readonly components["schemas"]["Permission"][];
            /** @description The only permissions the token has; `null` is all of its user’s. */
            readonly permissions: readonly components["schemas"]["Permission"][] | null;
            /** @description The first characters of the secret, to recognise it by. */
            readonly prefix: string;
            /** @description Counts the changes of its own fields, from 1; the `ETag` says it as well. Counts and states that follow from other things do not change it. */
            readonly revision: number;
            /**
             * Format: date-time
             * @example 2026-11-22T09:30:00.000Z
             */
            readonly updated_at: string;
            readonly user: components["schemas"]["TokenUser"];
        };
        /** @description The only organization the token works in; `null` where it works in all of its user’s, or the organization is deleted. */
        readonly CurrentTokenOrganization: {
            /**
             * Format: uuid
             * @example 0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55
             */
            readonly id: string;
            readonly name: string;
        };
        /**
         * @example {
         *       "filter": {
         *         "guideline_version": 1,
         *         "source": "task"
         *       },
         *       "expected_count": 128
         *     }
         */
        readonly DeleteAnnotations: {
            /** @description How many fit the filter. Where it is another number, nothing is deleted, and the `409` says the number in `count`. */
            readonly expected_count: number;
            readonly filter: components["schemas"]["FittingAnnotations"];
        };
        readonly DeletedItem: {
            /**
             * Format: date-time
             * @example 2026-11-22T09:30:00.000Z
             */
            readonly deleted_at: string;
            /** @description The name the item has where it comes from; unique in its project. */
            readonly external_id: string | null;
            /**
             * Format: uuid
             * @example 0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55
             */
            readonly id: string;
        };
        readonly DeletedMany: {
            /** @description How many were deleted, in one transaction: all that fit the filter, or the first of them, at most about 5,000. */
            readonly deleted: number;
            /** @description How many more fitted the filter. Where it is not 0, repeat the request with this number as its `expected_count`. */
            readonly remaining: number;
        };
        /**
         * @example {
         *       "filter": {
         *         "model": "sentiment-small",
         *         "model_version": "3"
         *       },
         *       "expected_count": 128
         *     }
         */
        readonly DeletePredictions: {
            /** @description How many fit the filter. Where it is another number, nothing is deleted, and the `409` says the number in `count`. */
            readonly expected_count: number;
            readonly filter: components["schemas"]["FittingPredictions"];
        };
        readonly ExportedAnnotation: {
            readonly annotation_ui_version: number;
            readonly annotator: components["schemas"]["ExportedUser"];
            /**
             * Format: date-time
             * @example 2026-11-22T09:30:00.000Z
             */
            readonly created_at: string;
            readonly guideline_version: number | null;
            /**
             * Format: uuid
             * @example 0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55
             */
            readonly id: string;
            /**
             * Format: uuid
             * @example 0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55
             */
            readonly item_id: string;
            /** @description Of an answer that was imported with its item from an export: how it was given there, first of all; else `null`. */
            readonly origin: ("task" | "import") | null;
            /** @description Counts the changes of its own fields, from 1; the `ETag` says it as well. Counts and states that follow from other things do not change it. */
            readonly revision: number;
            /** @description All revisions of an annotation that was revised, oldest first; the last of them is the present one. Empty where it never was. */
            readonly revisions: readonly components["schemas"]["ExportedRevision"][];
            /** @enum {string} */
            readonly source: "task" | "import";
            /**
             * Format: uuid
             * @description The task that it is the answer to; `null` where it was imported, or restored after a deletion: its task stays released.
             * @example 0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55
             */
            readonly task_id: string | null;
            /**
             * Format: date-time
             * @example 2026-11-22T09:30:00.000Z
             */
            readonly updated_at: string;
            /** @description The answer of each control, under its name. */
            readonly value: {
                readonly [key: string]: unknown;
            };
        };
        readonly ExportedItem: {
            readonly annotation_count: number;
            readonly annotations: readonly components["schemas"]["ExportedAnnotation"][];
            /**
             * Format: date-time
             * @example 2026-11-22T09:30:00.000Z
             */
            readonly created_at: string;
            readonly data: {
                readonly [key: string]: unknown;
            };
            /** @description The name the item has where it comes from; unique in its project. */
            readonly external_id: string | null;
            /**
             * Format: uuid
             * @example 0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55
             */
            readonly id: string;
            /** @description For those who may see all items; never reaches an annotator. */
            readonly metadata: {
                readonly [key: string]: unknown;
            };
            readonly overlap: number;
            readonly predictions: readonly components["schemas"]["Prediction"][];
            /** @description Higher is handed out first. */
            readonly priority: number;
            readonly requeued: components["schemas"]["ExportedItemRequeued"] | null;
            /** @description Counts the changes of its own fields, from 1; the `ETag` says it as well. Counts and states that follow from other things do not change it. */
            readonly revision: number;
            /** @description Who skipped the item, and why, in the order of their tasks; those whose skip was taken back included. */
            readonly skips: readonly components["schemas"]["ExportedSkip"][];
            readonly state: components["schemas"]["ItemState"];
            /**
             * Format: date-time
             * @example 2026-11-22T09:30:00.000Z
             */
            readonly updated_at: string;
        };
        /** @description Who put the item back last, and why; `null`: nobody did. */
        readonly ExportedItemRequeued: {
            /**
             * Format: date-time
             * @example 2026-11-22T09:30:00.000Z
             */
            readonly at: string;
            readonly by: components["schemas"]["ExportedUser"];
            readonly reason: string | null;
        };
        readonly ExportedRevision: {
            readonly author: components["schemas"]["ExportedUser"];
            /**
             * Format: date-time
             * @example 2026-11-22T09:30:00.000Z
             */
            readonly created_at: string;
            /** @description Counts the changes of its own fields, from 1; the `ETag` says it as well. Counts and states that follow from other things do not change it. */
            readonly revision: number;
            /**
             * @description The source of the answer that the value was given in: the annotation’s own, or that of another answer of its annotator, from before an external user was linked to them. Such a revision keeps its date, and may be older than the one before it.
             * @enum {string}
             */
            readonly source: "task" | "import";
            /** @description The answer of each control, under its name. */
            readonly value: {
                readonly [key: string]: unknown;
            };
        };
        readonly ExportedSkip: {
            readonly annotator: components["schemas"]["ExportedUser"];
            readonly reason: string | null;
            /**
             * Format: date-time
             * @description When the item was put back for this annotator as well; `null`: they are not offered it.
             * @example 2026-11-22T09:30:00.000Z
             */
            readonly requeued_at: string | null;
            /**
             * Format: date-time
             * @example 2026-11-22T09:30:00.000Z
             */
            readonly skipped_at: string;
            /**
             * Format: uuid
             * @example 0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55
             */
            readonly task_id: string;
        };
        readonly ExportedUser: {
            /** @description Of a person, with `people=email`: the e-mail address; `null` of one who is not a member of the organization any more. */
            readonly email?: string | null;
            /**
             * Format: uuid
             * @example 0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55
             */
            readonly id: string;
            readonly kind: components["schemas"]["UserKind"];
            readonly name: string;
            /** @description Of an external user, with `people=email`: where the name comes from; `null`: from no source that was named. */
            readonly source?: string | null;
        };
        /** @description A line of an export: an item as it is, or, in an export of changes, one that was deleted. */
        readonly ExportLine: components["schemas"]["ExportedItem"] | components["schemas"]["DeletedItem"];
        readonly ExternalUser: {
            /** @description Answers that stand under the name, in projects and items that are not deleted. */
            readonly answers: number;
            /**
             * Format: date-time
             * @example 2026-11-22T09:30:00.000Z
             */
            readonly created_at: string;
            /**
             * Format: uuid
             * @example 0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55
             */
            readonly id: string;
            readonly link: components["schemas"]["ExternalUserLink"] | null;
            readonly name: string;
            /** @description Where the name comes from, as the import said it: one name of two sources is two external users. */
            readonly source: string | null;
        };
        /** @description The person this is; `null` while nobody is linked. */
        readonly ExternalUserLink: {
            /** @description Whether every answer has followed, also those in what is deleted and can be restored. */
            readonly is_complete: boolean;
            /**
             * Format: date-time
             * @example 2026-11-22T09:30:00.000Z
             */
            readonly linked_at: string;
            readonly linked_by: components["schemas"]["ExternalUserLinkLinkedBy"];
            /** @description Of these, the answers to items that the person has answered as well: one of the two stays, the other becomes revisions of it. */
            readonly merged: number;
            /** @description Answers that become the person’s, the merged ones included. */
            readonly moved: number;
            /** @description Claimed tasks of the person that are released, because the answer to their item is now the person’s. */
            readonly released: number;
            /** @description Answers that still stand under the name. They follow by themselves; imports and claims treat them as the person’s already. */
            readonly remaining: number;
            /** @description Items that were complete and are not any more, because an answer was merged. */
            readonly reopened: number;
            readonly user: components["schemas"]["CompactUser"];
        };
        /** @description Who linked the two: an admin, or the person who joined with this address. */
        readonly ExternalUserLinkLinkedBy: {
            /**
             * Format: uuid
             * @example 0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55
             */
            readonly id: string;
            readonly name: string;
        };
        readonly ExternalUserPage: {
            readonly external_users: readonly components["schemas"]["ExternalUser"][];
            readonly pagination: components["schemas"]["Pagination"];
        };
        readonly FittingAnnotations: {
            /** @description Those given under this annotation UI. */
            readonly annotation_ui_version?: number | null;
            /**
             * Format: uuid
             * @description Those of this annotator.
             * @example 0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55
             */
            readonly annotator_id?: string | null;
            /**
             * Format: date-time
             * @description Those made or revised after this moment.
             * @example 2027-01-01T00:00:00Z
             */
            readonly changed_since?: string | null;
            /**
             * Format: date-time
             * @description Those given later than this moment.
             * @example 2027-01-01T00:00:00Z
             */
            readonly created_after?: string | null;
            /**
             * Format: date-time
             * @description Those given earlier than this moment.
             * @example 2027-01-01T00:00:00Z
             */
            readonly created_before?: string | null;
            /** @description Those given under this guideline. */
            readonly guideline_version?: number | null;
            /**
             * Format: uuid
             * @description Those of this item.
             * @example 0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55
             */
            readonly item_id?: string | null;
            /** @description Those of items that are in this state now. */
            readonly item_state?: ("open" | "claimed" | "complete") | null;
            /** @description Those submitted (`task`), or those imported (`import`). */
            readonly source?: ("task" | "import") | null;
        };
        readonly FittingPredictions: {
            /**
             * Format: date-time
             * @description Those made later than this moment.
             * @example 2027-01-01T00:00:00Z
             */
            readonly created_after?: string | null;
            /**
             * Format: date-time
             * @description Those made earlier than this moment.
             * @example 2027-01-01T00:00:00Z
             */
            readonly created_before?: string | null;
            /**
             * Format: uuid
             * @description Those of this item.
             * @example 0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55
             */
            readonly item_id?: string | null;
            /** @description Those of this model. */
            readonly model?: string | null;
            /** @description Those of this version of a model. */
            readonly model_version?: string | null;
        };
        /** @description A problem whose `code` is `forbidden`. */
        readonly ForbiddenProblem: components["schemas"]["Problem"] & {
            /** @enum {string} */
            readonly code?: "forbidden";
        };
        readonly Guideline: {
            /** @description The version of the annotation UI it is written for. */
            readonly annotation_ui_version: number;
            /**
             * Format: date-time
             * @example 2026-11-22T09:30:00.000Z
             */
            readonly created_at: string;
            readonly created_by: components["schemas"]["CompactUser"];
            /**
             * Format: uuid
             * @example 0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55
             */
            readonly id: string;
            /** @description Markdown. */
            readonly text: string;
            readonly version: number;
        };
        readonly GuidelinePage: {
            readonly guidelines: readonly components["schemas"]["Guideline"][];
            readonly pagination: components["schemas"]["Pagination"];
        };
        /** @description A problem whose `code` is `headers_too_large`. */
        readonly HeadersTooLargeProblem: components["schemas"]["Problem"] & {
            /** @enum {string} */
            readonly code?: "headers_too_large";
        };
        /** @description A problem whose `code` is `idempotency_in_flight`. */
        readonly IdempotencyInFlightProblem: components["schemas"]["Problem"] & {
            /** @enum {string} */
            readonly code?: "idempotency_in_flight";
        };
        /**
         * @description Names its item by `external_id` or by `item_id`. Has a `value`, or else `revisions`.
         * @example {
         *       "external_id": "sentence-1",
         *       "annotator": "w17",
         *       "value": {
         *         "sentiment": "positive"
         *       }
         *     }
         */
        readonly ImportAnnotation: {
            /** @description The annotation UI it was given under, which it is checked against. Default: that of the answer that is there, else that of the guideline that is named, else the one in force. */
            readonly annotation_ui_version?: number | null;
            /** @description The e-mail address with which a person joined the organization, or else the name, of at most 200 characters, of an external user of the organization, who is made when there is none. What is imported by the name of an external user who is linked to a person is that person’s, also after they have left. */
            readonly annotator: string;
            /**
             * Format: date-time
             * @description When the answer was given; not in the future, and not before the answer that it revises. Default: now. An answer that is there with another date is another one.
             * @example 2027-01-01T00:00:00Z
             */
            readonly created_at?: string | null;
            /** @description The name the item has where it comes from; unique in its project. */
            readonly external_id?: string | null;
            /** @description The guideline it was given under. Default: none. */
            readonly guideline_version?: number | null;
            /**
             * Format: uuid
             * @example 0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55
             */
            readonly item_id?: string | null;
            /** @description All values that the answer ever had, oldest first, in the place of `value` and `created_at`. The last one is what the answer is now; the first one says when it was created. */
            readonly revisions?: readonly components["schemas"]["ImportRevision"][] | null;
            /** @description Where the name of the annotator comes from, such as the tool or the vendor: one name of two sources is two external users. An address means the same person in every source. Default: the `source` of the import; over Kafka, none: then the name means the same external user in every import into the organization that says none. */
            readonly source?: string | null;
            /** @description The answer of each control, under its name. Required where there are no `revisions`. */
            readonly value?: {
                readonly [key: string]: unknown;
            } | null;
        };
        readonly ImportAnnotations: {
            readonly annotations: readonly components["schemas"]["ImportAnnotation"][];
        };
        readonly ImportedAnnotation: {
            /** @description The annotation UI it was given under, which the project must have. Default: that of the guideline, or else the one in force. */
            readonly annotation_ui_version?: number | null;
            readonly annotator: components["schemas"]["ImportedUser"];
            /**
             * Format: date-time
             * @description When the answer was given; not in the future. Default: now. Where there are `revisions`, it is the `created_at` of the first of them.
             * @example 2027-01-01T00:00:00Z
             */
            readonly created_at?: string | null;
            /** @description The guideline it was given under, which the project must have. Default: none. */
            readonly guideline_version?: number | null;
            /**
             * Format: uuid
             * @description Ignored: it gets a new one.
             * @example 0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55
             */
            readonly id?: string | null;
            /**
             * Format: uuid
             * @description Ignored: it is that of the line.
             * @example 0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55
             */
            readonly item_id?: string | null;
            /** @description How it was first given, if it was imported since; kept. */
            readonly origin?: ("task" | "import") | null;
            /** @description Ignored: the number of its revisions. */
            readonly revision?: number | null;
            /** @description All values that a revised answer ever had, oldest first. Empty, or left out: it was never revised. */
            readonly revisions?: readonly components["schemas"]["ImportedRevision"][] | null;
            /** @description How it was given; kept as `origin`. */
            readonly source?: ("task" | "import") | null;
            /**
             * Format: uuid
             * @description Ignored: an imported answer has no task.
             * @example 0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55
             */
            readonly task_id?: string | null;
            /**
             * Format: date-time
             * @description Ignored: the time of the import.
             * @example 2026-11-22T09:30:00.000Z
             */
            readonly updated_at?: string | null;
            /** @description The answer of each control, under its name. Where there are `revisions`, it is the value of the last of them. */
            readonly value?: {
                readonly [key: string]: unknown;
            } | null;
        };
        readonly ImportedPrediction: {
            /** @description The annotation UI that the value was made for, which the project must have. Default: the one in force, or else the newest before it that the value fits; of these, the 19 newest are tried. */
            readonly annotation_ui_version?: number | null;
            /**
             * Format: date-time
             * @description When it was imported first; not in the future. Default: now.
             * @example 2027-01-01T00:00:00Z
             */
            readonly created_at?: string | null;
            /**
             * Format: uuid
             * @description Ignored: it gets a new one.
             * @example 0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55
             */
            readonly id?: string | null;
            /**
             * Format: uuid
             * @description Ignored: it is that of the line.
             * @example 0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55
             */
            readonly item_id?: string | null;
            readonly model: string;
            readonly model_version: string;
            readonly score?: number | null;
            /** @description The answer of each control, under its name; none has to be there. Must fit the annotation UI. */
            readonly value: {
                readonly [key: string]: unknown;
            };
        };
        readonly ImportedRevision: {
            readonly author?: components["schemas"]["ImportedRevisionAuthor"] | null;
            /**
             * Format: date-time
             * @description When the value was given.
             * @example 2027-01-01T00:00:00Z
             */
            readonly created_at: string;
            /** @description Ignored: the place in the list says it. */
            readonly revision?: number | null;
            /** @description Ignored: it is that of the annotation. */
            readonly source?: ("task" | "import") | null;
            readonly value: {
                readonly [key: string]: unknown;
            };
        };
        /**
         * @description Who gave it. Default: the annotator.
         * @example {
         *       "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0002",
         *       "name": "Grace",
         *       "kind": "person",
         *       "email": "grace@example.org"
         *     }
         */
        readonly ImportedRevisionAuthor: {
            /**
             * @description The e-mail address of a person: whoever has joined the organization with it is meant, and whoever joins with it later will be.
             * @example grace@example.org
             */
            readonly email?: string | null;
            /**
             * Format: uuid
             * @description A member of the organization who is a person, and an external user of it, are known by it. Of others it tells those of one name apart.
             * @example 0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55
             */
            readonly id?: string | null;
            /** @description What the user is where the line comes from; a service account always becomes an external user. Default: `person` where there is an `email`, else `external`. */
            readonly kind?: ("person" | "service" | "external") | null;
            /** @description What the external user is called who is made of somebody who is not known. */
            readonly name: string;
            /** @description Where the name of an external user comes from; `null`: from no source. Left out, the name is one of the user with this `id` alone. */
            readonly source?: string | null;
        };
        readonly ImportedSkip: {
            readonly annotator: components["schemas"]["ImportedUser"];
            /** @description Why it was skipped. */
            readonly reason?: string | null;
            /**
             * Format: date-time
             * @description When the skip was taken back; the annotator may then be offered the item again.
             * @example 2027-01-01T00:00:00Z
             */
            readonly requeued_at?: string | null;
            /**
             * Format: date-time
             * @description When it was skipped; not in the future. Default: now.
             * @example 2027-01-01T00:00:00Z
             */
            readonly skipped_at?: string | null;
            /**
             * Format: uuid
             * @description Ignored: it gets a new one.
             * @example 0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55
             */
            readonly task_id?: string | null;
        };
        /**
         * @example {
         *       "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0002",
         *       "name": "Grace",
         *       "kind": "person",
         *       "email": "grace@example.org"
         *     }
         */
        readonly ImportedUser: {
            /**
             * @description The e-mail address of a person: whoever has joined the organization with it is meant, and whoever joins with it later will be.
             * @example grace@example.org
             */
            readonly email?: string | null;
            /**
             * Format: uuid
             * @description A member of the organization who is a person, and an external user of it, are known by it. Of others it tells those of one name apart.
             * @example 0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55
             */
            readonly id?: string | null;
            /** @description What the user is where the line comes from; a service account always becomes an external user. Default: `person` where there is an `email`, else `external`. */
            readonly kind?: ("person" | "service" | "external") | null;
            /** @description What the external user is called who is made of somebody who is not known. */
            readonly name: string;
            /** @description Where the name of an external user comes from; `null`: from no source. Left out, the name is one of the user with this `id` alone. */
            readonly source?: string | null;
        };
        readonly ImportError: {
            /** @enum {string} */
            readonly code: "required" | "unknown_field" | "type" | "range" | "length" | "format" | "option" | "duplicate" | "encoding" | "depth" | "number" | "malformed_json" | "too_large" | "already_exists" | "not_found" | "in_use" | "forbidden" | "stale";
            readonly detail: string;
            /** @description Counts from 1; in JSON, the place in the list. */
            readonly line: number;
            readonly pointer: string;
        };
        /**
         * @example {
         *       "external_id": "sentence-1",
         *       "data": {
         *         "text": "the cast is phenomenal"
         *       }
         *     }
         */
        readonly ImportItem: {
            /** @description Ignored: it follows from the answers. */
            readonly annotation_count?: number | null;
            /** @description Answers to the item. They need the permission `annotation:import`. */
            readonly annotations?: readonly components["schemas"]["ImportedAnnotation"][] | null;
            /**
             * Format: date-time
             * @description When the item was made first; not in the future. Of an item that is new. Default: now.
             * @example 2027-01-01T00:00:00Z
             */
            readonly created_at?: string | null;
            readonly data: {
                readonly [key: string]: unknown;
            };
            /** @description The name the item has where it comes from; unique in its project. */
            readonly external_id?: string | null;
            /**
             * Format: uuid
             * @description Ignored: the item gets a new one.
             * @example 0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55
             */
            readonly id?: string | null;
            readonly metadata?: {
                readonly [key: string]: unknown;
            } | null;
            /** @description Default: the project’s. */
            readonly overlap?: number | null;
            /** @description Machines’ answers for the item. They need the permission `prediction:import`. */
            readonly predictions?: readonly components["schemas"]["ImportedPrediction"][] | null;
            /** @description Higher is handed out first. */
            readonly priority?: number | null;
            readonly requeued?: components["schemas"]["ImportItemRequeued"] | null;
            /** @description The revision that an item which is new begins with. Default: 1. */
            readonly revision?: number | null;
            /** @description Who skipped the item. They need the permission `task:import`. */
            readonly skips?: readonly components["schemas"]["ImportedSkip"][] | null;
            /** @description Ignored: it follows from the answers. */
            readonly state?: ("open" | "claimed" | "complete") | null;
            /**
             * Format: date-time
             * @description Ignored: the time of the import.
             * @example 2026-11-22T09:30:00.000Z
             */
            readonly updated_at?: string | null;
        };
        /** @description Who put the item back last. Of an item that is new. */
        readonly ImportItemRequeued: {
            /**
             * Format: date-time
             * @example 2027-01-01T00:00:00Z
             */
            readonly at: string;
            readonly by: components["schemas"]["ImportedUser"];
            readonly reason?: string | null;
        };
        readonly ImportItems: {
            readonly items: readonly components["schemas"]["ImportItem"][];
        };
        /**
         * @description Names its item by `external_id` or by `item_id`.
         * @example {
         *       "external_id": "sentence-1",
         *       "model": "sentiment-small",
         *       "model_version": "3",
         *       "score": 0.97,
         *       "value": {
         *         "sentiment": "positive"
         *       }
         *     }
         */
        readonly ImportPrediction: {
            /** @description The annotation UI that the value was made for, which the project must have. Default: the one in force when the import begins. */
            readonly annotation_ui_version?: number | null;
            /** @description The name the item has where it comes from; unique in its project. */
            readonly external_id?: string | null;
            /**
             * Format: uuid
             * @example 0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55
             */
            readonly item_id?: string | null;
            readonly model: string;
            readonly model_version: string;
            readonly score?: number | null;
            /** @description The answer of each control, under its name; none has to be there. Must fit the annotation UI. */
            readonly value: {
                readonly [key: string]: unknown;
            };
        };
        readonly ImportPredictions: {
            readonly predictions: readonly components["schemas"]["ImportPrediction"][];
        };
        readonly ImportResult: {
            readonly created: number;
            /** @description The first 100, in line order. */
            readonly errors: readonly components["schemas"]["ImportError"][];
            readonly rejected: number;
            readonly unchanged: number;
            readonly updated: number;
        };
        /**
         * @example {
         *       "value": {
         *         "sentiment": "positive"
         *       },
         *       "created_at": "2026-01-07T09:30:00.000Z"
         *     }
         */
        readonly ImportRevision: {
            /** @description Who gave the value, named as `annotator` is. Default: the annotator. */
            readonly author?: string | null;
            /** @description Where the name of the author comes from. Default: the `source` of the line. */
            readonly author_source?: string | null;
            /**
             * Format: date-time
             * @description When the value was given; not before the revision above it, and not in the future.
             * @example 2027-01-01T00:00:00Z
             */
            readonly created_at: string;
            /** @description The answer of each control, under its name. */
            readonly value: {
                readonly [key: string]: unknown;
            };
        };
        /**
         * @example {
         *       "settings": {
         *         "overlap": 3
         *       },
         *       "annotation_uis": [
         *         {
         *           "version": 1,
         *           "name": "Sentiment",
         *           "controls": [
         *             {
         *               "name": "sentiment",
         *               "kind": "choice",
         *               "source": "text",
         *               "options": [
         *                 "positive",
         *                 "negative"
         *               ]
         *             }
         *           ]
         *         }
         *       ],
         *       "guidelines": [
         *         {
         *           "version": 1,
         *           "text": "# Sentiment\n\nJudge the sentence, not the film.",
         *           "annotation_ui_version": 1
         *         }
         *       ]
         *     }
         */
        readonly ImportSetup: {
            /**
             * @description The versions from 1 on. Those that the project has must be the same; the others are added.
             * @default []
             */
            readonly annotation_uis?: readonly components["schemas"]["ImportSetupAnnotationUI"][] | null;
            /**
             * @description The versions from 1 on. Those that the project has must be the same; the others are published, the last of them is in force.
             * @default []
             */
            readonly guidelines?: readonly components["schemas"]["ImportSetupGuideline"][] | null;
            readonly settings?: components["schemas"]["ImportSetupSettings"] | null;
        };
        readonly ImportSetupAnnotationUI: {
            readonly controls: readonly components["schemas"]["Control"][];
            readonly name: string;
            /** @description Its place in the list, counted from 1. */
            readonly version?: number | null;
        };
        readonly ImportSetupGuideline: {
            /** @description The version of the annotation UI it is written for. */
            readonly annotation_ui_version: number;
            /** @description Markdown. */
            readonly text: string;
            /** @description Its place in the list, counted from 1. */
            readonly version?: number | null;
        };
        /** @description Those that are named replace what the project has. */
        readonly ImportSetupSettings: {
            readonly description?: string | null;
            /** @description For how long a claimed task is reserved. */
            readonly lease_seconds?: number | null;
            /** @description How many tasks one annotator may hold at once. */
            readonly max_claimed?: number | null;
            /** @description Of items that are imported from then on, unless `apply_to_items` is `true`. */
            readonly overlap?: number | null;
            /** @description Whether annotators see predictions. */
            readonly show_predictions?: boolean | null;
        };
        /**
         * @description Names its item by `external_id` or by `item_id`.
         * @example {
         *       "external_id": "sentence-1",
         *       "annotator": "w17",
         *       "reason": "not in English",
         *       "skipped_at": "2026-01-07T09:30:00.000Z"
         *     }
         */
        readonly ImportSkip: {
            /** @description Who skipped the item: the e-mail address with which a person joined the organization, or else the name, of at most 200 characters, of an external user, as in an import of annotations. */
            readonly annotator: string;
            /** @description The name the item has where it comes from; unique in its project. */
            readonly external_id?: string | null;
            /** @description The guideline it was skipped under. Default: the one in force. */
            readonly guideline_version?: number | null;
            /**
             * Format: uuid
             * @example 0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55
             */
            readonly item_id?: string | null;
            /** @description Why it was skipped. */
            readonly reason?: string | null;
            /**
             * Format: date-time
             * @description When the skip was taken back, so that the annotator may be offered the item again; not before `skipped_at`, which it needs. Default: the skip stands.
             * @example 2027-01-01T00:00:00Z
             */
            readonly requeued_at?: string | null;
            /**
             * Format: date-time
             * @description When it was skipped; not in the future. Default: now. Of one annotator and item, skips of different dates are different ones.
             * @example 2027-01-01T00:00:00Z
             */
            readonly skipped_at?: string | null;
            /** @description Where the name of the annotator comes from. Default: none. */
            readonly source?: string | null;
        };
        readonly ImportSkips: {
            readonly skips: readonly components["schemas"]["ImportSkip"][];
        };
        /** @description A problem whose `code` is `internal` or `timed_out` or `expectation_failed`. */
        readonly InternalProblem: components["schemas"]["Problem"] & {
            /** @enum {string} */
            readonly code?: "internal" | "timed_out" | "expectation_failed";
        };
        /** @description A problem whose `code` is `in_use` or `archived`. */
        readonly InUseOrArchivedProblem: components["schemas"]["Problem"] & {
            /** @enum {string} */
            readonly code?: "in_use" | "archived";
        };
        readonly Invitation: {
            /**
             * Format: date-time
             * @example 2026-11-22T09:30:00.000Z
             */
            readonly created_at: string;
            readonly created_by: components["schemas"]["CompactUser"];
            /**
             * @description An e-mail address; letters of any script, and domains without a dot, are allowed. Two addresses are one if they differ in the case of ASCII letters alone, or in how their domain is written (`BÜCHER.example`, `xn--bcher-kva.example`).
             * @example grace@example.org
             */
            readonly email: string;
            /**
             * Format: date-time
             * @example 2026-11-22T09:30:00.000Z
             */
            readonly expires_at: string;
            /**
             * Format: uuid
             * @example 0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55
             */
            readonly id: string;
            /** @description Each becomes a role binding on the organization. */
            readonly roles: readonly components["schemas"]["Role"][];
        };
        readonly InvitationPage: {
            readonly invitations: readonly components["schemas"]["Invitation"][];
            readonly pagination: components["schemas"]["Pagination"];
        };
        readonly Item: {
            readonly annotation_count: number;
            /**
             * Format: date-time
             * @example 2026-11-22T09:30:00.000Z
             */
            readonly created_at: string;
            readonly data: {
                readonly [key: string]: unknown;
            };
            /**
             * Format: date-time
             * @description Set in the list of deleted items only.
             * @example 2026-11-22T09:30:00.000Z
             */
            readonly deleted_at: string | null;
            /** @description The name the item has where it comes from; unique in its project. */
            readonly external_id: string | null;
            /**
             * Format: uuid
             * @example 0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55
             */
            readonly id: string;
            /** @description For those who may see all items; never reaches an annotator. */
            readonly metadata: {
                readonly [key: string]: unknown;
            };
            readonly overlap: number;
            /** @description Higher is handed out first. */
            readonly priority: number;
            readonly requeued: components["schemas"]["ItemRequeued"] | null;
            /** @description Counts the changes of its own fields, from 1; the `ETag` says it as well. Counts and states that follow from other things do not change it. */
            readonly revision: number;
            /** @description Who skipped the item, and why, in the order of their tasks; those whose skip was taken back included. The latest 20, in an export all. */
            readonly skips: readonly components["schemas"]["ItemSkip"][];
            readonly state: components["schemas"]["ItemState"];
            /**
             * Format: date-time
             * @example 2026-11-22T09:30:00.000Z
             */
            readonly updated_at: string;
        };
        readonly ItemPage: {
            readonly items: readonly components["schemas"]["Item"][];
            readonly pagination: components["schemas"]["Pagination"];
        };
        /** @description Who put the item back last, and why; `null`: nobody did. */
        readonly ItemRequeued: {
            /**
             * Format: date-time
             * @example 2026-11-22T09:30:00.000Z
             */
            readonly at: string;
            readonly by: components["schemas"]["CompactUser"];
            readonly reason: string | null;
        };
        readonly ItemSkip: {
            readonly annotator: components["schemas"]["CompactUser"];
            readonly reason: string | null;
            /**
             * Format: date-time
             * @description When the item was put back for this annotator as well; `null`: they are not offered it.
             * @example 2026-11-22T09:30:00.000Z
             */
            readonly requeued_at: string | null;
            /**
             * Format: date-time
             * @example 2026-11-22T09:30:00.000Z
             */
            readonly skipped_at: string;
            /**
             * Format: uuid
             * @example 0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55
             */
            readonly task_id: string;
        };
        /**
         * @description `open`: a place is free, also one whose lease has ended. `claimed`: all places are taken. `complete`: it has as many answers as its `overlap`.
         * @enum {string}
         */
        readonly ItemState: "open" | "claimed" | "complete";
        /** @description A problem whose `code` is `last_admin`. */
        readonly LastAdminProblem: components["schemas"]["Problem"] & {
            /** @enum {string} */
            readonly code?: "last_admin";
        };
        /** @description A problem whose `code` is `lease_lost` or `already_submitted` or `idempotency_in_flight`. */
        readonly LeaseLostOrAlreadySubmittedOrIdempotencyInFlightProblem: components["schemas"]["Problem"] & {
            /** @enum {string} */
            readonly code?: "lease_lost" | "already_submitted" | "idempotency_in_flight";
        };
        readonly LinkedExternalUser: {
            readonly external_user: components["schemas"]["ExternalUser"];
            /** @description Of these, the answers to items that the person has answered as well: one of the two stays, the other becomes revisions of it. */
            readonly merged: number;
            /** @description Answers that become the person’s, the merged ones included. */
            readonly moved: number;
            /** @description Claimed tasks of the person that are released, because the answer to their item is now the person’s. */
            readonly released: number;
            /** @description Items that were complete and are not any more, because an answer was merged. */
            readonly reopened: number;
        };
        /**
         * @example {
         *       "user_id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0003"
         *     }
         */
        readonly LinkExternalUser: {
            /**
             * Format: uuid
             * @description A member of the organization who is a person.
             * @example 0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55
             */
            readonly user_id: string;
        };
        readonly ListedAnnotation: {
            readonly annotation_ui_version: number;
            readonly annotator: components["schemas"]["CompactUser"];
            /**
             * Format: date-time
             * @example 2026-11-22T09:30:00.000Z
             */
            readonly created_at: string;
            /**
             * Format: date-time
             * @description When it was deleted: in the list of deleted ones only.
             * @example 2026-11-22T09:30:00.000Z
             */
            readonly deleted_at?: string;
            readonly guideline_version: number | null;
            /**
             * Format: uuid
             * @example 0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55
             */
            readonly id: string;
            /**
             * Format: uuid
             * @example 0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55
             */
            readonly item_id: string;
            /** @description Of an answer that was imported with its item from an export: how it was given there, first of all; else `null`. */
            readonly origin: ("task" | "import") | null;
            /** @description Counts the changes of its own fields, from 1; the `ETag` says it as well. Counts and states that follow from other things do not change it. */
            readonly revision: number;
            /** @enum {string} */
            readonly source: "task" | "import";
            /**
             * Format: uuid
             * @description The task that it is the answer to; `null` where it was imported, or restored after a deletion: its task stays released.
             * @example 0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55
             */
            readonly task_id: string | null;
            /**
             * Format: date-time
             * @example 2026-11-22T09:30:00.000Z
             */
            readonly updated_at: string;
            /** @description The answer of each control, under its name. */
            readonly value: {
                readonly [key: string]: unknown;
            };
        };
        readonly ListedOrganization: {
            /**
             * Format: date-time
             * @description Set in the list of deleted organizations only.
             * @example 2026-11-22T09:30:00.000Z
             */
            readonly deleted_at: string | null;
            /**
             * Format: uuid
             * @example 0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55
             */
            readonly id: string;
            readonly name: string;
        };
        readonly ListedPrediction: {
            /** @description The annotation UI that `value` was checked against; `null` where it was imported before Goldset kept that. */
            readonly annotation_ui_version: number | null;
            /**
             * Format: date-time
             * @example 2026-11-22T09:30:00.000Z
             */
            readonly created_at: string;
            /**
             * Format: date-time
             * @description When it was deleted: in the list of deleted ones only.
             * @example 2026-11-22T09:30:00.000Z
             */
            readonly deleted_at?: string;
            /**
             * Format: uuid
             * @example 0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55
             */
            readonly id: string;
            /**
             * Format: uuid
             * @example 0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55
             */
            readonly item_id: string;
            readonly model: string;
            readonly model_version: string;
            readonly score: number | null;
            readonly value: {
                readonly [key: string]: unknown;
            };
        };
        /** @description A problem whose `code` is `malformed_request` or `malformed_cursor`. */
        readonly MalformedRequestOrMalformedCursorProblem: components["schemas"]["Problem"] & {
            /** @enum {string} */
            readonly code?: "malformed_request" | "malformed_cursor";
        };
        /** @description A problem whose `code` is `malformed_request` or `malformed_json`. */
        readonly MalformedRequestOrMalformedJsonProblem: components["schemas"]["Problem"] & {
            /** @enum {string} */
            readonly code?: "malformed_request" | "malformed_json";
        };
        /** @description A problem whose `code` is `malformed_request`. */
        readonly MalformedRequestProblem: components["schemas"]["Problem"] & {
            /** @enum {string} */
            readonly code?: "malformed_request";
        };
        readonly Me: {
            /**
             * Format: date-time
             * @example 2026-11-22T09:30:00.000Z
             */
            readonly created_at: string;
            readonly email: string | null;
            /** @description Whether it is proved that the address is the person’s. The first proof revokes every token that the account had before. */
            readonly email_verified: boolean;
            /**
             * Format: uuid
             * @example 0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55
             */
            readonly id: string;
            readonly kind: components["schemas"]["UserKind"];
            readonly name: string;
            /** @description Counts the changes of its own fields, from 1; the `ETag` says it as well. Counts and states that follow from other things do not change it. */
            readonly revision: number;
            /**
             * Format: date-time
             * @example 2026-11-22T09:30:00.000Z
             */
            readonly updated_at: string;
        };
        readonly Member: {
            readonly added_by: components["schemas"]["CompactUser"] | null;
            /**
             * Format: date-time
             * @example 2026-11-22T09:30:00.000Z
             */
            readonly created_at: string;
            /** @description The person’s e-mail address; `null` for a service account. */
            readonly email: string | null;
            /** @description Whether it is proved that the address is the person’s. */
            readonly email_verified: boolean;
            readonly kind: components["schemas"]["UserKind"];
            readonly roles: readonly components["schemas"]["Role"][];
            readonly user: components["schemas"]["CompactUser"];
        };
        readonly MemberPage: {
            readonly members: readonly components["schemas"]["Member"][];
            readonly pagination: components["schemas"]["Pagination"];
        };
        /** @description Nothing: the operation takes no fields. */
        readonly NoFields: Record<string, never>;
        /** @description A problem whose `code` is `not_acceptable`. */
        readonly NotAcceptableProblem: components["schemas"]["Problem"] & {
            /** @enum {string} */
            readonly code?: "not_acceptable";
        };
        /** @description A problem whose `code` is `not_found`. */
        readonly NotFoundProblem: components["schemas"]["Problem"] & {
            /** @enum {string} */
            readonly code?: "not_found";
        };
        /** @description A problem whose `code` is `not_ready` or `archived` or `idempotency_in_flight`. */
        readonly NotReadyOrArchivedOrIdempotencyInFlightProblem: components["schemas"]["Problem"] & {
            /** @enum {string} */
            readonly code?: "not_ready" | "archived" | "idempotency_in_flight";
        };
        /** @description A problem whose `code` is `not_ready` or `idempotency_in_flight`. */
        readonly NotReadyOrIdempotencyInFlightProblem: components["schemas"]["Problem"] & {
            /** @enum {string} */
            readonly code?: "not_ready" | "idempotency_in_flight";
        };
        /**
         * @description Asks for a number. The answer is a number: `12.5`. With both `min` and `max`, one that is at most a millionth of their distance outside is taken for the bound, since it was rounded somewhere; every other is kept as it is.
         * @example {
         *       "name": "age",
         *       "kind": "number",
         *       "source": "text",
         *       "min": 0,
         *       "max": 150
         *     }
         */
        readonly NumberControl: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            readonly kind: "number";
            /** @description The largest number; without it, 2⁵³−1. */
            readonly max?: number | null;
            /** @description The smallest number; without it, −(2⁵³−1). */
            readonly min?: number | null;
            /** @description The key of the answer’s `value` that this control fills. */
            readonly name: string;
            /** @default true */
            readonly required?: boolean | null;
            /** @description The key of the item’s `data` that this control is about. */
            readonly source: string;
        };
        readonly Organization: {
            /**
             * Format: date-time
             * @example 2026-11-22T09:30:00.000Z
             */
            readonly created_at: string;
            readonly created_by: components["schemas"]["CompactUser"];
            /**
             * Format: uuid
             * @example 0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55
             */
            readonly id: string;
            readonly member_count: number;
            readonly name: string;
            /** @description Counts the changes of its own fields, from 1; the `ETag` says it as well. Counts and states that follow from other things do not change it. */
            readonly revision: number;
            /**
             * Format: date-time
             * @example 2026-11-22T09:30:00.000Z
             */
            readonly updated_at: string;
        };
        readonly OrganizationPage: {
            readonly organizations: readonly components["schemas"]["ListedOrganization"][];
            readonly pagination: components["schemas"]["Pagination"];
        };
        readonly Pagination: {
            /** @description The URL of the next page, relative to the server; `null` at the end. */
            readonly next: string | null;
            readonly per_page: number;
            /** @description The URL of the page before, relative to the server; `null` at the beginning. */
            readonly prev: string | null;
        };
        /**
         * @description The right to one kind of action: `<resource>:<verb>`.
         * @enum {string}
         */
        readonly Permission: "me:read" | "me:update" | "user:read" | "organization:create" | "own_token:read" | "own_token:create" | "own_token:update" | "own_token:revoke" | "current_token:read" | "invitation:accept" | "organization:read" | "organization:leave" | "project:list" | "project:read" | "annotation_ui:read" | "guideline:read" | "progress:read" | "task:claim" | "task:renew" | "task:release" | "task:skip" | "task:submit" | "task:read" | "annotation:read" | "annotation:revise" | "item:read" | "task:read_all" | "annotation:read_all" | "prediction:read" | "progress:read_by_annotator" | "project:create" | "project:update" | "project:export" | "annotation_ui:create" | "guideline:publish" | "item:import" | "item:update" | "item:requeue" | "prediction:import" | "annotation:import" | "task:import" | "task:release_any" | "organization:update" | "organization:delete" | "organization:restore" | "project:delete" | "project:restore" | "item:delete" | "item:restore" | "annotation:delete" | "annotation:restore" | "prediction:delete" | "prediction:restore" | "member:read" | "member:remove" | "invitation:read" | "invitation:create" | "invitation:revoke" | "role_binding:read" | "role_binding:create" | "role_binding:delete" | "service_account:read" | "service_account:create" | "service_account:update" | "service_account:delete" | "service_account_token:read" | "service_account_token:create" | "service_account_token:update" | "service_account_token:revoke" | "external_user:read" | "external_user:link";
        /**
         * @description Asks for labelled polygons on an image. The answer is a list of up to 10,000 different `{points, label}` whose order does not matter; 3 to 10,000 `points`, in order, are `[x, y]` in fractions of the image, 0…1, and do not all lie on one line. A point that is at most 0.000001 outside the image was rounded somewhere and is moved to its edge, also before polygons are compared.
         * @example {
         *       "name": "roofs",
         *       "kind": "polygons",
         *       "source": "image",
         *       "labels": [
         *         "roof"
         *       ]
         *     }
         */
        readonly PolygonsControl: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            readonly kind: "polygons";
            /** @description No two may be equal in Unicode NFC without the blanks around them. An answer is compared with them in that form, and kept as it is declared here. */
            readonly labels: readonly string[];
            /** @description The key of the answer’s `value` that this control fills. */
            readonly name: string;
            /** @default true */
            readonly required?: boolean | null;
            /** @description The key of the item’s `data` that this control is about. */
            readonly source: string;
        };
        readonly Prediction: {
            /** @description The annotation UI that `value` was checked against; `null` where it was imported before Goldset kept that. */
            readonly annotation_ui_version: number | null;
            /**
             * Format: date-time
             * @example 2026-11-22T09:30:00.000Z
             */
            readonly created_at: string;
            /**
             * Format: uuid
             * @example 0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55
             */
            readonly id: string;
            /**
             * Format: uuid
             * @example 0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55
             */
            readonly item_id: string;
            readonly model: string;
            readonly model_version: string;
            readonly score: number | null;
            readonly value: {
                readonly [key: string]: unknown;
            };
        };
        readonly PredictionPage: {
            readonly pagination: components["schemas"]["Pagination"];
            readonly predictions: readonly components["schemas"]["ListedPrediction"][];
        };
        readonly Problem: {
            /** @description The stable word that a client switches on. */
            readonly code: string;
            /** @description Of an `unexpected_count` only: how many things fit the filter. */
            readonly count?: number;
            /** @description Of an import that was stopped only: how many lines it had created so far. */
            readonly created?: number;
            /** @description What happened, for people. */
            readonly detail: string;
            /** @description The faults of the request, at most 100. */
            readonly errors?: readonly components["schemas"]["RequestFault"][];
            /** @description Of an import that was stopped only: how many lines it had rejected so far. */
            readonly rejected?: number;
            /** @description The same as in the `X-Request-Id` header and in the log. */
            readonly request_id: string;
            readonly status: number;
            readonly title: string;
            /**
             * @description A URL on this server that explains the error and its mend.
             * @example /problems/not_found
             */
            readonly type: string;
            /** @description Of an import that was stopped only: how many lines it had found unchanged so far. */
            readonly unchanged?: number;
            /** @description Of an import that was stopped only: how many lines it had updated so far. */
            readonly updated?: number;
        };
        readonly Progress: {
            readonly items: components["schemas"]["ProgressItems"];
            readonly tasks: components["schemas"]["ProgressTasks"];
        };
        /** @description An item whose place is held by a lease that has ended is `open`. */
        readonly ProgressItems: {
            readonly claimed: number;
            readonly complete: number;
            /** @description How many of the open ones somebody skipped, and nobody who may claim tasks now could be given: `GET …/items?exhausted=true` lists them. */
            readonly exhausted: number;
            readonly open: number;
        };
        /** @description A task whose lease has ended counts as `expired`, from that moment on. */
        readonly ProgressTasks: {
            readonly claimed: number;
            readonly expired: number;
            readonly released: number;
            readonly skipped: number;
            readonly submitted: number;
        };
        readonly Project: {
            /**
             * Format: date-time
             * @example 2026-11-22T09:30:00.000Z
             */
            readonly created_at: string;
            readonly created_by: components["schemas"]["CompactUser"];
            /**
             * Format: date-time
             * @description Set in the list of deleted projects only.
             * @example 2026-11-22T09:30:00.000Z
             */
            readonly deleted_at: string | null;
            readonly description: string;
            /**
             * Format: uuid
             * @example 0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55
             */
            readonly id: string;
            /** @description For how long a claimed task is reserved. */
            readonly lease_seconds: number;
            /** @description How many tasks one annotator may hold at once. */
            readonly max_claimed: number;
            readonly name: string;
            readonly organization: components["schemas"]["CompactOrganization"];
            /** @description How many annotators must answer an item; copied to items at import. */
            readonly overlap: number;
            /** @description Counts the changes of its own fields, from 1; the `ETag` says it as well. Counts and states that follow from other things do not change it. */
            readonly revision: number;
            /** @description Whether annotators see predictions. */
            readonly show_predictions: boolean;
            readonly state: components["schemas"]["ProjectState"];
            /**
             * Format: date-time
             * @example 2026-11-22T09:30:00.000Z
             */
            readonly updated_at: string;
        };
        readonly ProjectPage: {
            readonly pagination: components["schemas"]["Pagination"];
            readonly projects: readonly components["schemas"]["Project"][];
        };
        readonly ProjectSettings: {
            readonly description: string;
            /** @description For how long a claimed task is reserved. */
            readonly lease_seconds: number;
            /** @description How many tasks one annotator may hold at once. */
            readonly max_claimed: number;
            /** @description How many annotators must answer an item; copied to items at import. */
            readonly overlap: number;
            /** @description Whether annotators see predictions. */
            readonly show_predictions: boolean;
        };
        /** @enum {string} */
        readonly ProjectState: "active" | "archived";
        /**
         * @example {
         *       "text": "# Sentiment\n\nJudge the sentence, not the film."
         *     }
         */
        readonly PublishGuideline: {
            /** @description Default: the newest. */
            readonly annotation_ui_version?: number | null;
            /** @description Markdown. */
            readonly text: string;
        };
        /**
         * @description Asks for its options in order. The answer is a list with every option exactly once, best first: `["b", "a", "c"]`.
         * @example {
         *       "name": "best_answer",
         *       "kind": "ranking",
         *       "source": "answers",
         *       "options": [
         *         "a",
         *         "b",
         *         "c"
         *       ]
         *     }
         */
        readonly RankingControl: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            readonly kind: "ranking";
            /** @description The key of the answer’s `value` that this control fills. */
            readonly name: string;
            /** @description No two may be equal in Unicode NFC without the blanks around them. An answer is compared with them in that form, and kept as it is declared here. */
            readonly options: readonly string[];
            /** @default true */
            readonly required?: boolean | null;
            /** @description The key of the item’s `data` that this control is about. */
            readonly source: string;
        };
        /**
         * @description Asks for a grade: `min`, or any number of steps above it, up to `max`. The answer is a number: `4`. One that is at most a millionth of a step beside a grade, such as 0.30000000000000004, is kept as that grade.
         * @example {
         *       "name": "quality",
         *       "kind": "rating",
         *       "source": "text",
         *       "min": 1,
         *       "max": 5,
         *       "step": 0.5
         *     }
         */
        readonly RatingControl: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            readonly kind: "rating";
            /**
             * @description The highest grade. At most three decimals.
             * @default 5
             */
            readonly max?: number | null;
            /**
             * @description The lowest grade. At most three decimals.
             * @default 1
             */
            readonly min?: number | null;
            /** @description The key of the answer’s `value` that this control fills. */
            readonly name: string;
            /** @default true */
            readonly required?: boolean | null;
            /** @description The key of the item’s `data` that this control is about. */
            readonly source: string;
            /**
             * @description From one grade to the next: `max` must be a whole number of steps above `min`, and there are at most 1,000 grades. At most three decimals.
             * @default 1
             */
            readonly step?: number | null;
        };
        readonly RequestFault: {
            /** @enum {string} */
            readonly code: "required" | "unknown_field" | "type" | "range" | "length" | "format" | "option" | "duplicate" | "encoding" | "depth" | "number" | "malformed_json" | "too_large" | "already_exists" | "not_found" | "in_use" | "forbidden" | "stale";
            readonly detail: string;
            /** @description Of an import only; counts from 1. */
            readonly line?: number;
            /** @description JSON pointer (RFC 6901) to the place of the fault; the empty string is the whole document. */
            readonly pointer: string;
        };
        /**
         * @example {
         *       "reason": "The guideline says by now what to do with these."
         *     }
         */
        readonly RequeueItem: {
            /** @description Another overlap. A complete item needs one that is higher than its answers. */
            readonly overlap?: number | null;
            /** @description Why it is put back. */
            readonly reason?: string | null;
        };
        /**
         * @example {
         *       "value": {
         *         "sentiment": "negative"
         *       }
         *     }
         */
        readonly ReviseAnnotation: {
            /** @description The answer of each control, under its name. */
            readonly value: {
                readonly [key: string]: unknown;
            };
        };
        /**
         * @description A role on an organization (and then in every project of it) or on one project.
         * @enum {string}
         */
        readonly Role: "viewer" | "annotator" | "reviewer" | "manager" | "admin";
        readonly RoleBinding: {
            /**
             * Format: date-time
             * @example 2026-11-22T09:30:00.000Z
             */
            readonly created_at: string;
            readonly created_by: components["schemas"]["CompactUser"];
            /**
             * Format: uuid
             * @example 0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55
             */
            readonly id: string;
            readonly role: components["schemas"]["Role"];
            readonly target: components["schemas"]["RoleBindingTarget"];
            readonly user: components["schemas"]["CompactUser"];
        };
        readonly RoleBindingPage: {
            readonly pagination: components["schemas"]["Pagination"];
            readonly role_bindings: readonly components["schemas"]["RoleBinding"][];
        };
        readonly RoleBindingTarget: {
            /**
             * Format: uuid
             * @example 0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55
             */
            readonly id: string;
            /** @enum {string} */
            readonly type: "organization" | "project";
        };
        readonly ServiceAccount: {
            /**
             * Format: date-time
             * @example 2026-11-22T09:30:00.000Z
             */
            readonly created_at: string;
            readonly created_by: components["schemas"]["CompactUser"];
            /**
             * Format: uuid
             * @example 0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55
             */
            readonly id: string;
            readonly name: string;
            /** @description Counts the changes of its own fields, from 1; the `ETag` says it as well. Counts and states that follow from other things do not change it. */
            readonly revision: number;
            /**
             * Format: date-time
             * @example 2026-11-22T09:30:00.000Z
             */
            readonly updated_at: string;
        };
        readonly ServiceAccountPage: {
            readonly pagination: components["schemas"]["Pagination"];
            readonly service_accounts: readonly components["schemas"]["ServiceAccount"][];
        };
        readonly Setup: {
            /** @description All versions, in their order. */
            readonly annotation_uis: readonly components["schemas"]["SetupAnnotationUI"][];
            /** @description All versions, in their order; the last one is in force. */
            readonly guidelines: readonly components["schemas"]["SetupGuideline"][];
            readonly settings: components["schemas"]["ProjectSettings"];
        };
        readonly SetupAnnotationUI: {
            readonly controls: readonly components["schemas"]["Control"][];
            readonly name: string;
            readonly version: number;
        };
        readonly SetupGuideline: {
            /** @description The version of the annotation UI it is written for. */
            readonly annotation_ui_version: number;
            /** @description Markdown. */
            readonly text: string;
            readonly version: number;
        };
        /**
         * @example {
         *       "reason": "not in English"
         *     }
         */
        readonly SkipTask: {
            readonly reason?: string | null;
        };
        /**
         * @description Asks for labelled stretches of the text under `source`, which must be a string in the item’s `data`, else every answer is refused. The answer is a list of up to 10,000 different `{start, end, label}` whose order does not matter: `end` is exclusive and greater than `start`, both count Unicode code points. They are kept in the order of `start`, `end` and `label`.
         * @example {
         *       "name": "entities",
         *       "kind": "spans",
         *       "source": "text",
         *       "labels": [
         *         "person",
         *         "place"
         *       ]
         *     }
         */
        readonly SpansControl: {
            /**
             * @description Whether a character may be in several spans.
             * @default false
             */
            readonly allow_overlap?: boolean | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            readonly kind: "spans";
            /** @description No two may be equal in Unicode NFC without the blanks around them. An answer is compared with them in that form, and kept as it is declared here. */
            readonly labels: readonly string[];
            /** @description The key of the answer’s `value` that this control fills. */
            readonly name: string;
            /** @default true */
            readonly required?: boolean | null;
            /** @description The key of the item’s `data` that this control is about. */
            readonly source: string;
        };
        /** @description A problem whose `code` is `stale`. */
        readonly StaleProblem: components["schemas"]["Problem"] & {
            /** @enum {string} */
            readonly code?: "stale";
        };
        /**
         * @example {
         *       "value": {
         *         "sentiment": "positive"
         *       }
         *     }
         */
        readonly SubmitTask: {
            readonly value: {
                readonly [key: string]: unknown;
            };
        };
        readonly Task: {
            readonly annotation_ui_version: number;
            readonly annotator: components["schemas"]["CompactUser"];
            /**
             * Format: date-time
             * @example 2026-11-22T09:30:00.000Z
             */
            readonly created_at: string;
            readonly guideline_version: number;
            /**
             * Format: uuid
             * @example 0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55
             */
            readonly id: string;
            readonly item: components["schemas"]["TaskItem"];
            readonly lease: components["schemas"]["TaskLease"];
            readonly predictions: readonly components["schemas"]["Prediction"][];
            readonly skip_reason: string | null;
            readonly state: components["schemas"]["TaskState"];
            /**
             * Format: date-time
             * @example 2026-11-22T09:30:00.000Z
             */
            readonly updated_at: string;
        };
        readonly TaskItem: {
            readonly data: {
                readonly [key: string]: unknown;
            };
            /** @description The name the item has where it comes from; unique in its project. */
            readonly external_id: string | null;
            /**
             * Format: uuid
             * @example 0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55
             */
            readonly id: string;
        };
        readonly TaskLease: {
            /**
             * Format: date-time
             * @example 2026-11-22T09:30:00.000Z
             */
            readonly expires_at: string;
        };
        readonly TaskPage: {
            readonly pagination: components["schemas"]["Pagination"];
            readonly tasks: readonly components["schemas"]["Task"][];
        };
        /**
         * @description `expired`: its lease has ended. Until a claim takes its place it can still be renewed, submitted, released and skipped; afterwards it stays `expired`.
         * @enum {string}
         */
        readonly TaskState: "claimed" | "submitted" | "skipped" | "released" | "expired";
        /**
         * @description Asks for a text in the annotator’s own words. The answer is a string, which is kept as it is.
         * @example {
         *       "name": "summary",
         *       "kind": "text",
         *       "source": "text",
         *       "required": false,
         *       "max_length": 500
         *     }
         */
        readonly TextControl: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            readonly kind: "text";
            /**
             * @description How many characters (Unicode code points) the text has at most. It may be empty.
             * @default 10000
             */
            readonly max_length?: number | null;
            /** @description The key of the answer’s `value` that this control fills. */
            readonly name: string;
            /** @default true */
            readonly required?: boolean | null;
            /** @description The key of the item’s `data` that this control is about. */
            readonly source: string;
        };
        readonly Token: {
            /**
             * Format: date-time
             * @example 2026-11-22T09:30:00.000Z
             */
            readonly created_at: string;
            /**
             * Format: date-time
             * @example 2026-11-22T09:30:00.000Z
             */
            readonly expires_at: string | null;
            /**
             * Format: uuid
             * @example 0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55
             */
            readonly id: string;
            /**
             * Format: date-time
             * @description To about a minute.
             * @example 2026-11-22T09:30:00.000Z
             */
            readonly last_used_at: string | null;
            readonly name: string;
            /**
             * Format: uuid
             * @description The only organization the token works in; `null` is everywhere its user has rights.
             * @example 0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55
             */
            readonly organization_id: string | null;
            /** @description The only permissions the token has; `null` is all of its user’s. */
            readonly permissions: readonly components["schemas"]["Permission"][] | null;
            /** @description The first characters of the secret, to recognise it by. */
            readonly prefix: string;
            /** @description Counts the changes of its own fields, from 1; the `ETag` says it as well. Counts and states that follow from other things do not change it. */
            readonly revision: number;
            /**
             * Format: date-time
             * @example 2026-11-22T09:30:00.000Z
             */
            readonly updated_at: string;
        };
        readonly TokenAccess: {
            readonly organization: components["schemas"]["CompactOrganization"];
            /** @description What the token may do there: what the roles, and membership alone, permit, without what the token is not limited to and what the kind of user never may. */
            readonly permissions: readonly components["schemas"]["Permission"][];
            readonly project: components["schemas"]["TokenAccessProject"] | null;
            /** @description The roles of the token’s user there; on a project, with those on its organization. */
            readonly roles: readonly components["schemas"]["Role"][];
        };
        /** @description The project that the roles are on; `null` where they are on the organization itself, and so hold in all of its projects. */
        readonly TokenAccessProject: {
            /**
             * Format: uuid
             * @example 0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55
             */
            readonly id: string;
            readonly name: string;
        };
        readonly TokenPage: {
            readonly pagination: components["schemas"]["Pagination"];
            readonly tokens: readonly components["schemas"]["Token"][];
        };
        readonly TokenUser: {
            /**
             * Format: uuid
             * @example 0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55
             */
            readonly id: string;
            readonly kind: components["schemas"]["UserKind"];
            readonly name: string;
        };
        /** @description A problem whose `code` is `too_large`. */
        readonly TooLargeProblem: components["schemas"]["Problem"] & {
            /** @enum {string} */
            readonly code?: "too_large";
        };
        /** @description A problem whose `code` is `too_many_requests`. */
        readonly TooManyRequestsProblem: components["schemas"]["Problem"] & {
            /** @enum {string} */
            readonly code?: "too_many_requests";
        };
        /** @description A problem whose `code` is `unauthenticated`. */
        readonly UnauthenticatedProblem: components["schemas"]["Problem"] & {
            /** @enum {string} */
            readonly code?: "unauthenticated";
        };
        /** @description A problem whose `code` is `unavailable`. */
        readonly UnavailableProblem: components["schemas"]["Problem"] & {
            /** @enum {string} */
            readonly code?: "unavailable";
        };
        /** @description A problem whose `code` is `unexpected_count` or `archived` or `idempotency_in_flight`. */
        readonly UnexpectedCountOrArchivedOrIdempotencyInFlightProblem: components["schemas"]["Problem"] & {
            /** @enum {string} */
            readonly code?: "unexpected_count" | "archived" | "idempotency_in_flight";
        };
        /** @description A problem whose `code` is `unknown_field` or `invalid` or `idempotency_mismatch`. */
        readonly UnknownFieldOrInvalidOrIdempotencyMismatchProblem: components["schemas"]["Problem"] & {
            /** @enum {string} */
            readonly code?: "unknown_field" | "invalid" | "idempotency_mismatch";
        };
        /** @description A problem whose `code` is `unknown_field` or `invalid`. */
        readonly UnknownFieldOrInvalidProblem: components["schemas"]["Problem"] & {
            /** @enum {string} */
            readonly code?: "unknown_field" | "invalid";
        };
        /** @description A problem whose `code` is `unknown_field`. */
        readonly UnknownFieldProblem: components["schemas"]["Problem"] & {
            /** @enum {string} */
            readonly code?: "unknown_field";
        };
        /** @description A problem whose `code` is `unsupported_media_type`. */
        readonly UnsupportedMediaTypeProblem: components["schemas"]["Problem"] & {
            /** @enum {string} */
            readonly code?: "unsupported_media_type";
        };
        /**
         * @example {
         *       "priority": 9,
         *       "metadata": {
         *         "expected": "positive"
         *       }
         *     }
         */
        readonly UpdateItem: {
            /** @description Only of an item without a claimed or submitted task and without an annotation. */
            readonly data?: {
                readonly [key: string]: unknown;
            } | null;
            readonly metadata?: {
                readonly [key: string]: unknown;
            } | null;
            /** @description Never less than the answers and claims that the item has. */
            readonly overlap?: number | null;
            /** @description Higher is handed out first. Another priority moves the item to the end of the queue of that priority. */
            readonly priority?: number | null;
        };
        /**
         * @example {
         *       "name": "Grace Hopper"
         *     }
         */
        readonly UpdateMe: {
            readonly name?: string | null;
        };
        /**
         * @example {
         *       "name": "Acme Labs"
         *     }
         */
        readonly UpdateOrganization: {
            readonly name?: string | null;
        };
        /**
         * @example {
         *       "name": "Movie reviews, second round",
         *       "overlap": 5
         *     }
         */
        readonly UpdateProject: {
            /** @description Whether the items that are there get this `overlap` too, which must then be given; never less than the answers and claims that an item has. Repeating a request that was cut finishes it. */
            readonly apply_to_items?: boolean | null;
            readonly description?: string | null;
            /** @description For how long a claimed task is reserved. */
            readonly lease_seconds?: number | null;
            /** @description How many tasks one annotator may hold at once. */
            readonly max_claimed?: number | null;
            readonly name?: string | null;
            /** @description Of items that are imported from then on, unless `apply_to_items` is `true`. */
            readonly overlap?: number | null;
            /** @description Whether annotators see predictions. */
            readonly show_predictions?: boolean | null;
            /** @description `archived`: it can be read, exported and reopened, and what is claimed can be submitted; all else is refused. `active` reopens it. */
            readonly state?: ("active" | "archived") | null;
        };
        /**
         * @example {
         *       "name": "sentiment-small"
         *     }
         */
        readonly UpdateServiceAccount: {
            readonly name?: string | null;
        };
        /**
         * @example {
         *       "name": "old laptop"
         *     }
         */
        readonly UpdateToken: {
            readonly name?: string | null;
        };
        readonly User: {
            /**
             * Format: date-time
             * @example 2026-11-22T09:30:00.000Z
             */
            readonly created_at: string;
            /**
             * Format: uuid
             * @example 0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a4e55
             */
            readonly id: string;
            readonly kind: components["schemas"]["UserKind"];
            readonly name: string;
        };
        /** @enum {string} */
        readonly UserKind: "person" | "service" | "external";
        readonly UserPage: {
            readonly pagination: components["schemas"]["Pagination"];
            readonly users: readonly components["schemas"]["CompactUser"][];
        };
    };
    responses: {
        /**
         * @description `already_exists`: This thing exists already.
         *
         *     `archived`: The project is archived. It can be read, exported and reopened, and claimed tasks can be finished; nothing else in it can be changed.
         *
         *     `idempotency_in_flight`: A request with this idempotency key is being processed.
         */
        readonly AlreadyExistsOrArchivedOrIdempotencyInFlight: {
            headers: {
                readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["AlreadyExistsOrArchivedOrIdempotencyInFlightProblem"];
            };
        };
        /**
         * @description `already_exists`: This thing exists already.
         *
         *     `idempotency_in_flight`: A request with this idempotency key is being processed.
         */
        readonly AlreadyExistsOrIdempotencyInFlight: {
            headers: {
                readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["AlreadyExistsOrIdempotencyInFlightProblem"];
            };
        };
        /**
         * @description `already_exists`: This thing exists already.
         *
         *     `in_use`: Something else depends on what the request would change; the detail says what.
         *
         *     `archived`: The project is archived. It can be read, exported and reopened, and claimed tasks can be finished; nothing else in it can be changed.
         *
         *     `idempotency_in_flight`: A request with this idempotency key is being processed.
         */
        readonly AlreadyExistsOrInUseOrArchivedOrIdempotencyInFlight: {
            headers: {
                readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["AlreadyExistsOrInUseOrArchivedOrIdempotencyInFlightProblem"];
            };
        };
        /** @description `archived`: The project is archived. It can be read, exported and reopened, and claimed tasks can be finished; nothing else in it can be changed. */
        readonly Archived: {
            headers: {
                readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["ArchivedProblem"];
            };
        };
        /**
         * @description `archived`: The project is archived. It can be read, exported and reopened, and claimed tasks can be finished; nothing else in it can be changed.
         *
         *     `idempotency_in_flight`: A request with this idempotency key is being processed.
         */
        readonly ArchivedOrIdempotencyInFlight: {
            headers: {
                readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["ArchivedOrIdempotencyInFlightProblem"];
            };
        };
        /** @description `forbidden`: The caller may see the target but may not do this: a permission is missing, or only the annotator who holds the task or gave the answer may do it. The detail says which. */
        readonly Forbidden: {
            headers: {
                readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["ForbiddenProblem"];
            };
        };
        /** @description `headers_too_large`: The headers of the request, including its URL, are larger than 16 KiB. */
        readonly HeadersTooLarge: {
            headers: {
                readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["HeadersTooLargeProblem"];
            };
        };
        /** @description `idempotency_in_flight`: A request with this idempotency key is being processed. */
        readonly IdempotencyInFlight: {
            headers: {
                readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["IdempotencyInFlightProblem"];
            };
        };
        /**
         * @description `internal`: An unexpected error happened on this server.
         *
         *     `timed_out`: The headers of the request did not arrive in time.
         *
         *     `expectation_failed`: The header `Expect` asks for something other than `100-continue`.
         */
        readonly Internal: {
            headers: {
                readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["InternalProblem"];
            };
        };
        /**
         * @description `in_use`: Something else depends on what the request would change; the detail says what.
         *
         *     `archived`: The project is archived. It can be read, exported and reopened, and claimed tasks can be finished; nothing else in it can be changed.
         */
        readonly InUseOrArchived: {
            headers: {
                readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["InUseOrArchivedProblem"];
            };
        };
        /** @description `last_admin`: An organization must have at least one admin who is a person, and this is the last one. */
        readonly LastAdmin: {
            headers: {
                readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["LastAdminProblem"];
            };
        };
        /**
         * @description `lease_lost`: The task is no longer claimed: it was released or skipped, or its lease ended and another claim took its place.
         *
         *     `already_submitted`: The task was submitted already.
         *
         *     `idempotency_in_flight`: A request with this idempotency key is being processed.
         */
        readonly LeaseLostOrAlreadySubmittedOrIdempotencyInFlight: {
            headers: {
                readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["LeaseLostOrAlreadySubmittedOrIdempotencyInFlightProblem"];
            };
        };
        /** @description `malformed_request`: The bytes are not a valid HTTP/1.1 request: the request line, the headers or the framing cannot be read, there is not exactly one valid `Host` header, or the method is `CONNECT`, which only proxies serve. */
        readonly MalformedRequest: {
            headers: {
                readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["MalformedRequestProblem"];
            };
        };
        /**
         * @description `malformed_request`: The bytes are not a valid HTTP/1.1 request: the request line, the headers or the framing cannot be read, there is not exactly one valid `Host` header, or the method is `CONNECT`, which only proxies serve.
         *
         *     `malformed_cursor`: The cursor does not belong to this list with these filters and this order.
         */
        readonly MalformedRequestOrMalformedCursor: {
            headers: {
                readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["MalformedRequestOrMalformedCursorProblem"];
            };
        };
        /**
         * @description `malformed_request`: The bytes are not a valid HTTP/1.1 request: the request line, the headers or the framing cannot be read, there is not exactly one valid `Host` header, or the method is `CONNECT`, which only proxies serve.
         *
         *     `malformed_json`: The body is not JSON in UTF-8.
         */
        readonly MalformedRequestOrMalformedJson: {
            headers: {
                readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["MalformedRequestOrMalformedJsonProblem"];
            };
        };
        /** @description `not_acceptable`: The response has no media type that the `Accept` header allows. */
        readonly NotAcceptable: {
            headers: {
                readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["NotAcceptableProblem"];
            };
        };
        /** @description `not_found`: The thing does not exist, or the caller may not know of it. */
        readonly NotFound: {
            headers: {
                readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["NotFoundProblem"];
            };
        };
        /**
         * @description `not_ready`: Something else must be created first; the detail says what.
         *
         *     `archived`: The project is archived. It can be read, exported and reopened, and claimed tasks can be finished; nothing else in it can be changed.
         *
         *     `idempotency_in_flight`: A request with this idempotency key is being processed.
         */
        readonly NotReadyOrArchivedOrIdempotencyInFlight: {
            headers: {
                readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["NotReadyOrArchivedOrIdempotencyInFlightProblem"];
            };
        };
        /**
         * @description `not_ready`: Something else must be created first; the detail says what.
         *
         *     `idempotency_in_flight`: A request with this idempotency key is being processed.
         */
        readonly NotReadyOrIdempotencyInFlight: {
            headers: {
                readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["NotReadyOrIdempotencyInFlightProblem"];
            };
        };
        /** @description `stale`: The thing was changed in the meantime: it is at none of the revisions that `If-Match` names. */
        readonly Stale: {
            headers: {
                readonly ETag: components["headers"]["ETag"];
                readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["StaleProblem"];
            };
        };
        /** @description `too_large`: The body is larger than this operation accepts, counted after inflating. */
        readonly TooLarge: {
            headers: {
                readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["TooLargeProblem"];
            };
        };
        /** @description `too_many_requests`: The server is overloaded, this client sends too many requests without a token, or something has failed too often; the detail says which. Nothing was done. */
        readonly TooManyRequests: {
            headers: {
                /** @description In how many seconds it is worth trying again. */
                readonly "Retry-After": number;
                readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["TooManyRequestsProblem"];
            };
        };
        /** @description `unauthenticated`: The request has no token, or its token is unknown, revoked or expired. */
        readonly Unauthenticated: {
            headers: {
                /** @description How to authenticate. */
                readonly "WWW-Authenticate": string;
                readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["UnauthenticatedProblem"];
            };
        };
        /** @description `unavailable`: The server cannot reach its database at the moment, or the database has no disk space. */
        readonly Unavailable: {
            headers: {
                /** @description In how many seconds it is worth trying again. */
                readonly "Retry-After": number;
                readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["UnavailableProblem"];
            };
        };
        /**
         * @description `unexpected_count`: The filter fits another number of things than the request expects; `count` is that number. Nothing was changed.
         *
         *     `archived`: The project is archived. It can be read, exported and reopened, and claimed tasks can be finished; nothing else in it can be changed.
         *
         *     `idempotency_in_flight`: A request with this idempotency key is being processed.
         */
        readonly UnexpectedCountOrArchivedOrIdempotencyInFlight: {
            headers: {
                readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["UnexpectedCountOrArchivedOrIdempotencyInFlightProblem"];
            };
        };
        /** @description `unknown_field`: The request has fields or query parameters that do not exist. */
        readonly UnknownField: {
            headers: {
                readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["UnknownFieldProblem"];
            };
        };
        /**
         * @description `unknown_field`: The request has fields or query parameters that do not exist.
         *
         *     `invalid`: Some values in the request are not valid.
         */
        readonly UnknownFieldOrInvalid: {
            headers: {
                readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["UnknownFieldOrInvalidProblem"];
            };
        };
        /**
         * @description `unknown_field`: The request has fields or query parameters that do not exist.
         *
         *     `invalid`: Some values in the request are not valid.
         *
         *     `idempotency_mismatch`: This idempotency key was used for another request, with another path, query or body.
         */
        readonly UnknownFieldOrInvalidOrIdempotencyMismatch: {
            headers: {
                readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["UnknownFieldOrInvalidOrIdempotencyMismatchProblem"];
            };
        };
        /** @description `unsupported_media_type`: The body has a media type, character set or content encoding that this operation does not read. */
        readonly UnsupportedMediaType: {
            headers: {
                readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["UnsupportedMediaTypeProblem"];
            };
        };
    };
    parameters: {
        readonly annotation_id: string;
        /** @description Where the page begins: opaque, from the URLs in `pagination`. Belongs to one list with its filters and order. */
        readonly cursor: string;
        /** @description With `true`, only what is deleted and can be restored, for those who may restore it; else only what is not deleted. */
        readonly deleted: boolean;
        /** @description Of a table only: what stands between its cells (a tab is `%09` in a URL). Default: a tab in `text/tab-separated-values`, else a comma. */
        readonly delimiter: string;
        /** @description With `true`, only those that have expired; with `false`, only those that still work. */
        readonly expired: boolean;
        readonly external_user_id: string;
        /** @description Of a table only: `escape` takes exactly one leading `'` from each cell, headings included, which an export has put there; give it wherever a table comes from an export without `formulas=keep`. `keep`, the default, takes each cell as it is. */
        readonly formulas: "escape" | "keep";
        /** @description Makes the request repeatable: with the same key it takes effect once. Use a new one, such as a UUID, for every new request. */
        readonly "Idempotency-Key": string;
        /** @description Only if the thing is at one of these: `*`, or a list of `ETag`s as answers gave them. Only their revision counts, so that `"3"` says as much as `"3.kq1cYqXbJ0yWlS8z"`. What matches none is a `412` with the current revision as its `ETag`; a weak tag never matches. What has no `revision` is at `"1"`. */
        readonly "If-Match": string;
        /** @description Only if the thing is in none of these states: a list of `ETag`s as answers gave them, or `*`. What is in one of them is a `304` without a body. The whole tag counts; whether it is weak does not. */
        readonly "If-None-Match": string;
        readonly invitation_id: string;
        readonly item_id: string;
        /** @description The name holds this text, in capitals or not. */
        readonly name: string;
        /** @description What happens to a line of which there is one already, with other content. */
        readonly on_conflict: "reject" | "update";
        /** @description Whether a bad line leaves the others alone, or nothing is written at all (at most 10 MiB). */
        readonly on_error: "continue" | "abort";
        /** @description Oldest first (`asc`) or newest first (`desc`). */
        readonly order: "asc" | "desc";
        readonly organization_id: string;
        /** @description How many rows a page has at most. It ends earlier where what its rows are made of would hold more than 8 MiB together; `next` then leads on. */
        readonly per_page: number;
        readonly prediction_id: string;
        readonly project_id: string;
        readonly role_binding_id: string;
        readonly task_id: string;
        readonly token_id: string;
        readonly user_id: string;
        readonly version: number;
    };
    requestBodies: never;
    headers: {
        /**
         * @description Which state of the thing this is: its `revision` (1 where it has none; of what is called `latest`, its version), and where it is sent with all that it holds a hash of that. `If-Match` compares the revision, `If-None-Match` all of it.
         * @example "3.kq1cYqXbJ0yWlS8z"
         */
        readonly ETag: string;
        /** @description Says that this is the answer to an earlier request with the same key. */
        readonly "Idempotency-Replayed": "true";
        /** @description The id of the request, as in the log. */
        readonly "X-Request-Id": string;
    };
    pathItems: never;
}
export type AcceptedInvitation = components['schemas']['AcceptedInvitation'];
export type AcceptedInvitationToken = components['schemas']['AcceptedInvitationToken'];
export type AcceptInvitation = components['schemas']['AcceptInvitation'];
export type AccessRemoval = components['schemas']['AccessRemoval'];
export type AccessRemovalRevokedInvitation = components['schemas']['AccessRemovalRevokedInvitation'];
export type AlreadyExistsOrArchivedOrIdempotencyInFlightProblem = components['schemas']['AlreadyExistsOrArchivedOrIdempotencyInFlightProblem'];
export type AlreadyExistsOrIdempotencyInFlightProblem = components['schemas']['AlreadyExistsOrIdempotencyInFlightProblem'];
export type AlreadyExistsOrInUseOrArchivedOrIdempotencyInFlightProblem = components['schemas']['AlreadyExistsOrInUseOrArchivedOrIdempotencyInFlightProblem'];
export type Annotation = components['schemas']['Annotation'];
export type AnnotationPage = components['schemas']['AnnotationPage'];
export type AnnotationRevision = components['schemas']['AnnotationRevision'];
export type AnnotationRevisionPage = components['schemas']['AnnotationRevisionPage'];
export type AnnotationUI = components['schemas']['AnnotationUI'];
export type AnnotationUIPage = components['schemas']['AnnotationUIPage'];
export type AnnotatorProgress = components['schemas']['AnnotatorProgress'];
export type AnnotatorProgressPage = components['schemas']['AnnotatorProgressPage'];
export type AnnotatorProgressTasks = components['schemas']['AnnotatorProgressTasks'];
export type AnswerSchema = components['schemas']['AnswerSchema'];
export type ArchivedOrIdempotencyInFlightProblem = components['schemas']['ArchivedOrIdempotencyInFlightProblem'];
export type ArchivedProblem = components['schemas']['ArchivedProblem'];
export type BoxesControl = components['schemas']['BoxesControl'];
export type ChoiceControl = components['schemas']['ChoiceControl'];
export type ChoicesControl = components['schemas']['ChoicesControl'];
export type Claim = components['schemas']['Claim'];
export type ClaimTasks = components['schemas']['ClaimTasks'];
export type CompactOrganization = components['schemas']['CompactOrganization'];
export type CompactUser = components['schemas']['CompactUser'];
export type Control = components['schemas']['Control'];
export type CreateAnnotationUI = components['schemas']['CreateAnnotationUI'];
export type CreatedInvitation = components['schemas']['CreatedInvitation'];
export type CreatedToken = components['schemas']['CreatedToken'];
export type CreateInvitation = components['schemas']['CreateInvitation'];
export type CreateOrganization = components['schemas']['CreateOrganization'];
export type CreateOwnToken = components['schemas']['CreateOwnToken'];
export type CreateProject = components['schemas']['CreateProject'];
export type CreateRoleBinding = components['schemas']['CreateRoleBinding'];
export type CreateServiceAccount = components['schemas']['CreateServiceAccount'];
export type CreateToken = components['schemas']['CreateToken'];
export type CurrentToken = components['schemas']['CurrentToken'];
export type CurrentTokenOrganization = components['schemas']['CurrentTokenOrganization'];
export type DeleteAnnotations = components['schemas']['DeleteAnnotations'];
export type DeletedItem = components['schemas']['DeletedItem'];
export type DeletedMany = components['schemas']['DeletedMany'];
export type DeletePredictions = components['schemas']['DeletePredictions'];
export type ExportedAnnotation = components['schemas']['ExportedAnnotation'];
export type ExportedItem = components['schemas']['ExportedItem'];
export type ExportedItemRequeued = components['schemas']['ExportedItemRequeued'];
export type ExportedRevision = components['schemas']['ExportedRevision'];
export type ExportedSkip = components['schemas']['ExportedSkip'];
export type ExportedUser = components['schemas']['ExportedUser'];
export type ExportLine = components['schemas']['ExportLine'];
export type ExternalUser = components['schemas']['ExternalUser'];
export type ExternalUserLink = components['schemas']['ExternalUserLink'];
export type ExternalUserLinkLinkedBy = components['schemas']['ExternalUserLinkLinkedBy'];
export type ExternalUserPage = components['schemas']['ExternalUserPage'];
export type FittingAnnotations = components['schemas']['FittingAnnotations'];
export type FittingPredictions = components['schemas']['FittingPredictions'];
export type ForbiddenProblem = components['schemas']['ForbiddenProblem'];
export type Guideline = components['schemas']['Guideline'];
export type GuidelinePage = components['schemas']['GuidelinePage'];
export type HeadersTooLargeProblem = components['schemas']['HeadersTooLargeProblem'];
export type IdempotencyInFlightProblem = components['schemas']['IdempotencyInFlightProblem'];
export type ImportAnnotation = components['schemas']['ImportAnnotation'];
export type ImportAnnotations = components['schemas']['ImportAnnotations'];
export type ImportedAnnotation = components['schemas']['ImportedAnnotation'];
export type ImportedPrediction = components['schemas']['ImportedPrediction'];
export type ImportedRevision = components['schemas']['ImportedRevision'];
export type ImportedRevisionAuthor = components['schemas']['ImportedRevisionAuthor'];
export type ImportedSkip = components['schemas']['ImportedSkip'];
export type ImportedUser = components['schemas']['ImportedUser'];
export type ImportError = components['schemas']['ImportError'];
export type ImportItem = components['schemas']['ImportItem'];
export type ImportItemRequeued = components['schemas']['ImportItemRequeued'];
export type ImportItems = components['schemas']['ImportItems'];
export type ImportPrediction = components['schemas']['ImportPrediction'];
export type ImportPredictions = components['schemas']['ImportPredictions'];
export type ImportResult = components['schemas']['ImportResult'];
export type ImportRevision = components['schemas']['ImportRevision'];
export type ImportSetup = components['schemas']['ImportSetup'];
export type ImportSetupAnnotationUI = components['schemas']['ImportSetupAnnotationUI'];
export type ImportSetupGuideline = components['schemas']['ImportSetupGuideline'];
export type ImportSetupSettings = components['schemas']['ImportSetupSettings'];
export type ImportSkip = components['schemas']['ImportSkip'];
export type ImportSkips = components['schemas']['ImportSkips'];
export type InternalProblem = components['schemas']['InternalProblem'];
export type InUseOrArchivedProblem = components['schemas']['InUseOrArchivedProblem'];
export type Invitation = components['schemas']['Invitation'];
export type InvitationPage = components['schemas']['InvitationPage'];
export type Item = components['schemas']['Item'];
export type ItemPage = components['schemas']['ItemPage'];
export type ItemRequeued = components['schemas']['ItemRequeued'];
export type ItemSkip = components['schemas']['ItemSkip'];
export type ItemState = components['schemas']['ItemState'];
export type LastAdminProblem = components['schemas']['LastAdminProblem'];
export type LeaseLostOrAlreadySubmittedOrIdempotencyInFlightProblem = components['schemas']['LeaseLostOrAlreadySubmittedOrIdempotencyInFlightProblem'];
export type LinkedExternalUser = components['schemas']['LinkedExternalUser'];
export type LinkExternalUser = components['schemas']['LinkExternalUser'];
export type ListedAnnotation = components['schemas']['ListedAnnotation'];
export type ListedOrganization = components['schemas']['ListedOrganization'];
export type ListedPrediction = components['schemas']['ListedPrediction'];
export type MalformedRequestOrMalformedCursorProblem = components['schemas']['MalformedRequestOrMalformedCursorProblem'];
export type MalformedRequestOrMalformedJsonProblem = components['schemas']['MalformedRequestOrMalformedJsonProblem'];
export type MalformedRequestProblem = components['schemas']['MalformedRequestProblem'];
export type Me = components['schemas']['Me'];
export type Member = components['schemas']['Member'];
export type MemberPage = components['schemas']['MemberPage'];
export type NoFields = components['schemas']['NoFields'];
export type NotAcceptableProblem = components['schemas']['NotAcceptableProblem'];
export type NotFoundProblem = components['schemas']['NotFoundProblem'];
export type NotReadyOrArchivedOrIdempotencyInFlightProblem = components['schemas']['NotReadyOrArchivedOrIdempotencyInFlightProblem'];
export type NotReadyOrIdempotencyInFlightProblem = components['schemas']['NotReadyOrIdempotencyInFlightProblem'];
export type NumberControl = components['schemas']['NumberControl'];
export type Organization = components['schemas']['Organization'];
export type OrganizationPage = components['schemas']['OrganizationPage'];
export type Pagination = components['schemas']['Pagination'];
export type Permission = components['schemas']['Permission'];
export type PolygonsControl = components['schemas']['PolygonsControl'];
export type Prediction = components['schemas']['Prediction'];
export type PredictionPage = components['schemas']['PredictionPage'];
export type Problem = components['schemas']['Problem'];
export type Progress = components['schemas']['Progress'];
export type ProgressItems = components['schemas']['ProgressItems'];
export type ProgressTasks = components['schemas']['ProgressTasks'];
export type Project = components['schemas']['Project'];
export type ProjectPage = components['schemas']['ProjectPage'];
export type ProjectSettings = components['schemas']['ProjectSettings'];
export type ProjectState = components['schemas']['ProjectState'];
export type PublishGuideline = components['schemas']['PublishGuideline'];
export type RankingControl = components['schemas']['RankingControl'];
export type RatingControl = components['schemas']['RatingControl'];
export type RequestFault = components['schemas']['RequestFault'];
export type RequeueItem = components['schemas']['RequeueItem'];
export type ReviseAnnotation = components['schemas']['ReviseAnnotation'];
export type Role = components['schemas']['Role'];
export type RoleBinding = components['schemas']['RoleBinding'];
export type RoleBindingPage = components['schemas']['RoleBindingPage'];
export type RoleBindingTarget = components['schemas']['RoleBindingTarget'];
export type ServiceAccount = components['schemas']['ServiceAccount'];
export type ServiceAccountPage = components['schemas']['ServiceAccountPage'];
export type Setup = components['schemas']['Setup'];
export type SetupAnnotationUI = components['schemas']['SetupAnnotationUI'];
export type SetupGuideline = components['schemas']['SetupGuideline'];
export type SkipTask = components['schemas']['SkipTask'];
export type SpansControl = components['schemas']['SpansControl'];
export type StaleProblem = components['schemas']['StaleProblem'];
export type SubmitTask = components['schemas']['SubmitTask'];
export type Task = components['schemas']['Task'];
export type TaskItem = components['schemas']['TaskItem'];
export type TaskLease = components['schemas']['TaskLease'];
export type TaskPage = components['schemas']['TaskPage'];
export type TaskState = components['schemas']['TaskState'];
export type TextControl = components['schemas']['TextControl'];
export type Token = components['schemas']['Token'];
export type TokenAccess = components['schemas']['TokenAccess'];
export type TokenAccessProject = components['schemas']['TokenAccessProject'];
export type TokenPage = components['schemas']['TokenPage'];
export type TokenUser = components['schemas']['TokenUser'];
export type TooLargeProblem = components['schemas']['TooLargeProblem'];
export type TooManyRequestsProblem = components['schemas']['TooManyRequestsProblem'];
export type UnauthenticatedProblem = components['schemas']['UnauthenticatedProblem'];
export type UnavailableProblem = components['schemas']['UnavailableProblem'];
export type UnexpectedCountOrArchivedOrIdempotencyInFlightProblem = components['schemas']['UnexpectedCountOrArchivedOrIdempotencyInFlightProblem'];
export type UnknownFieldOrInvalidOrIdempotencyMismatchProblem = components['schemas']['UnknownFieldOrInvalidOrIdempotencyMismatchProblem'];
export type UnknownFieldOrInvalidProblem = components['schemas']['UnknownFieldOrInvalidProblem'];
export type UnknownFieldProblem = components['schemas']['UnknownFieldProblem'];
export type UnsupportedMediaTypeProblem = components['schemas']['UnsupportedMediaTypeProblem'];
export type UpdateItem = components['schemas']['UpdateItem'];
export type UpdateMe = components['schemas']['UpdateMe'];
export type UpdateOrganization = components['schemas']['UpdateOrganization'];
export type UpdateProject = components['schemas']['UpdateProject'];
export type UpdateServiceAccount = components['schemas']['UpdateServiceAccount'];
export type UpdateToken = components['schemas']['UpdateToken'];
export type User = components['schemas']['User'];
export type UserKind = components['schemas']['UserKind'];
export type UserPage = components['schemas']['UserPage'];
export type ResponseAlreadyExistsOrArchivedOrIdempotencyInFlight = components['responses']['AlreadyExistsOrArchivedOrIdempotencyInFlight'];
export type ResponseAlreadyExistsOrIdempotencyInFlight = components['responses']['AlreadyExistsOrIdempotencyInFlight'];
export type ResponseAlreadyExistsOrInUseOrArchivedOrIdempotencyInFlight = components['responses']['AlreadyExistsOrInUseOrArchivedOrIdempotencyInFlight'];
export type ResponseArchived = components['responses']['Archived'];
export type ResponseArchivedOrIdempotencyInFlight = components['responses']['ArchivedOrIdempotencyInFlight'];
export type ResponseForbidden = components['responses']['Forbidden'];
export type ResponseHeadersTooLarge = components['responses']['HeadersTooLarge'];
export type ResponseIdempotencyInFlight = components['responses']['IdempotencyInFlight'];
export type ResponseInternal = components['responses']['Internal'];
export type ResponseInUseOrArchived = components['responses']['InUseOrArchived'];
export type ResponseLastAdmin = components['responses']['LastAdmin'];
export type ResponseLeaseLostOrAlreadySubmittedOrIdempotencyInFlight = components['responses']['LeaseLostOrAlreadySubmittedOrIdempotencyInFlight'];
export type ResponseMalformedRequest = components['responses']['MalformedRequest'];
export type ResponseMalformedRequestOrMalformedCursor = components['responses']['MalformedRequestOrMalformedCursor'];
export type ResponseMalformedRequestOrMalformedJson = components['responses']['MalformedRequestOrMalformedJson'];
export type ResponseNotAcceptable = components['responses']['NotAcceptable'];
export type ResponseNotFound = components['responses']['NotFound'];
export type ResponseNotReadyOrArchivedOrIdempotencyInFlight = components['responses']['NotReadyOrArchivedOrIdempotencyInFlight'];
export type ResponseNotReadyOrIdempotencyInFlight = components['responses']['NotReadyOrIdempotencyInFlight'];
export type ResponseStale = components['responses']['Stale'];
export type ResponseTooLarge = components['responses']['TooLarge'];
export type ResponseTooManyRequests = components['responses']['TooManyRequests'];
export type ResponseUnauthenticated = components['responses']['Unauthenticated'];
export type ResponseUnavailable = components['responses']['Unavailable'];
export type ResponseUnexpectedCountOrArchivedOrIdempotencyInFlight = components['responses']['UnexpectedCountOrArchivedOrIdempotencyInFlight'];
export type ResponseUnknownField = components['responses']['UnknownField'];
export type ResponseUnknownFieldOrInvalid = components['responses']['UnknownFieldOrInvalid'];
export type ResponseUnknownFieldOrInvalidOrIdempotencyMismatch = components['responses']['UnknownFieldOrInvalidOrIdempotencyMismatch'];
export type ResponseUnsupportedMediaType = components['responses']['UnsupportedMediaType'];
export type ParameterAnnotationId = components['parameters']['annotation_id'];
export type ParameterCursor = components['parameters']['cursor'];
export type ParameterDeleted = components['parameters']['deleted'];
export type ParameterDelimiter = components['parameters']['delimiter'];
export type ParameterExpired = components['parameters']['expired'];
export type ParameterExternalUserId = components['parameters']['external_user_id'];
export type ParameterFormulas = components['parameters']['formulas'];
export type ParameterIdempotencyKey = components['parameters']['Idempotency-Key'];
export type ParameterIfMatch = components['parameters']['If-Match'];
export type ParameterIfNoneMatch = components['parameters']['If-None-Match'];
export type ParameterInvitationId = components['parameters']['invitation_id'];
export type ParameterItemId = components['parameters']['item_id'];
export type ParameterName = components['parameters']['name'];
export type ParameterOnConflict = components['parameters']['on_conflict'];
export type ParameterOnError = components['parameters']['on_error'];
export type ParameterOrder = components['parameters']['order'];
export type ParameterOrganizationId = components['parameters']['organization_id'];
export type ParameterPerPage = components['parameters']['per_page'];
export type ParameterPredictionId = components['parameters']['prediction_id'];
export type ParameterProjectId = components['parameters']['project_id'];
export type ParameterRoleBindingId = components['parameters']['role_binding_id'];
export type ParameterTaskId = components['parameters']['task_id'];
export type ParameterTokenId = components['parameters']['token_id'];
export type ParameterUserId = components['parameters']['user_id'];
export type ParameterVersion = components['parameters']['version'];
export type HeaderETag = components['headers']['ETag'];
export type HeaderIdempotencyReplayed = components['headers']['Idempotency-Replayed'];
export type HeaderXRequestId = components['headers']['X-Request-Id'];
export type $defs = Record<string, never>;
export interface operations {
    readonly acceptInvitation: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes the request repeatable: with the same key it takes effect once. Use a new one, such as a UUID, for every new request. */
                readonly "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        /** @description At most 16 KiB after inflating; `Content-Encoding: gzip` is accepted. */
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "secret": "gs_Zk3vT…",
                 *       "name": "Grace"
                 *     }
                 */
                readonly "application/json": components["schemas"]["AcceptInvitation"];
            };
        };
        readonly responses: {
            /** @description Where and who the new member is, and their token. */
            readonly 200: {
                headers: {
                    readonly "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "organization": {
                     *         "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0010",
                     *         "name": "Acme Research"
                     *       },
                     *       "user": {
                     *         "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0003",
                     *         "name": "Grace"
                     *       },
                     *       "token": {
                     *         "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0020",
                     *         "name": "invitation",
                     *         "prefix": "gs_Zk3vT",
                     *         "organization_id": null,
                     *         "permissions": null,
                     *         "expires_at": null,
                     *         "last_used_at": null,
                     *         "revision": 1,
                     *         "created_at": "2026-11-22T09:30:00.000Z",
                     *         "updated_at": "2026-11-22T09:30:00.000Z",
                     *         "secret": "gs_Zk3vT…"
                     *       }
                     *     }
                     */
                    readonly "application/json": components["schemas"]["AcceptedInvitation"];
                };
            };
            readonly 400: components["responses"]["MalformedRequestOrMalformedJson"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["IdempotencyInFlight"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["UnknownFieldOrInvalidOrIdempotencyMismatch"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly getMe: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Only if the thing is in none of these states: a list of `ETag`s as answers gave them, or `*`. What is in one of them is a `304` without a body. The whole tag counts; whether it is weak does not. */
                readonly "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The caller. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0001",
                     *       "kind": "person",
                     *       "name": "Ada",
                     *       "email": "ada@example.org",
                     *       "email_verified": true,
                     *       "revision": 1,
                     *       "created_at": "2026-11-22T09:30:00.000Z",
                     *       "updated_at": "2026-11-22T09:30:00.000Z"
                     *     }
                     */
                    readonly "application/json": components["schemas"]["Me"];
                };
            };
            /** @description It is in a state that `If-None-Match` names: nothing is sent of it. */
            readonly 304: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["MalformedRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 422: components["responses"]["UnknownField"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly updateMe: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Only if the thing is at one of these: `*`, or a list of `ETag`s as answers gave them. Only their revision counts, so that `"3"` says as much as `"3.kq1cYqXbJ0yWlS8z"`. What matches none is a `412` with the current revision as its `ETag`; a weak tag never matches. What has no `revision` is at `"1"`. */
                readonly "If-Match"?: components["parameters"]["If-Match"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        /** @description At most 256 KiB after inflating; `Content-Encoding: gzip` is accepted. */
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "name": "Grace Hopper"
                 *     }
                 */
                readonly "application/json": components["schemas"]["UpdateMe"];
            };
        };
        readonly responses: {
            /** @description The caller as they are now. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0001",
                     *       "kind": "person",
                     *       "name": "Ada Lovelace",
                     *       "email": "ada@example.org",
                     *       "email_verified": true,
                     *       "revision": 2,
                     *       "created_at": "2026-11-22T09:30:00.000Z",
                     *       "updated_at": "2026-11-22T09:30:00.000Z"
                     *     }
                     */
                    readonly "application/json": components["schemas"]["Me"];
                };
            };
            readonly 400: components["responses"]["MalformedRequestOrMalformedJson"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 412: components["responses"]["Stale"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["UnknownFieldOrInvalid"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly listMyOrganizations: {
        readonly parameters: {
            readonly query?: {
                /** @description Where the page begins: opaque, from the URLs in `pagination`. Belongs to one list with its filters and order. */
                readonly cursor?: components["parameters"]["cursor"];
                /** @description With `true`, only what is deleted and can be restored, for those who may restore it; else only what is not deleted. */
                readonly deleted?: components["parameters"]["deleted"];
                /** @description Oldest first (`asc`) or newest first (`desc`). */
                readonly order?: components["parameters"]["order"];
                /** @description How many rows a page has at most. It ends earlier where what its rows are made of would hold more than 8 MiB together; `next` then leads on. */
                readonly per_page?: components["parameters"]["per_page"];
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One page of the list, oldest first unless `order` says otherwise. */
            readonly 200: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "organizations": [
                     *         {
                     *           "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0010",
                     *           "name": "Acme Research",
                     *           "deleted_at": null
                     *         }
                     *       ],
                     *       "pagination": {
                     *         "per_page": 50,
                     *         "next": null,
                     *         "prev": null
                     *       }
                     *     }
                     */
                    readonly "application/json": components["schemas"]["OrganizationPage"];
                };
            };
            readonly 400: components["responses"]["MalformedRequestOrMalformedCursor"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 422: components["responses"]["UnknownFieldOrInvalid"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly listOwnTokens: {
        readonly parameters: {
            readonly query?: {
                /** @description Where the page begins: opaque, from the URLs in `pagination`. Belongs to one list with its filters and order. */
                readonly cursor?: components["parameters"]["cursor"];
                /** @description With `true`, only those that have expired; with `false`, only those that still work. */
                readonly expired?: components["parameters"]["expired"];
                /** @description Oldest first (`asc`) or newest first (`desc`). */
                readonly order?: components["parameters"]["order"];
                /** @description How many rows a page has at most. It ends earlier where what its rows are made of would hold more than 8 MiB together; `next` then leads on. */
                readonly per_page?: components["parameters"]["per_page"];
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One page of the list, oldest first unless `order` says otherwise. */
            readonly 200: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "tokens": [
                     *         {
                     *           "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0020",
                     *           "name": "laptop",
                     *           "prefix": "gs_Zk3vT",
                     *           "organization_id": null,
                     *           "permissions": null,
                     *           "expires_at": null,
                     *           "last_used_at": null,
                     *           "revision": 1,
                     *           "created_at": "2026-11-22T09:30:00.000Z",
                     *           "updated_at": "2026-11-22T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "pagination": {
                     *         "per_page": 50,
                     *         "next": null,
                     *         "prev": null
                     *       }
                     *     }
                     */
                    readonly "application/json": components["schemas"]["TokenPage"];
                };
            };
            readonly 400: components["responses"]["MalformedRequestOrMalformedCursor"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 422: components["responses"]["UnknownFieldOrInvalid"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly createOwnToken: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes the request repeatable: with the same key it takes effect once. Use a new one, such as a UUID, for every new request. */
                readonly "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        /** @description At most 256 KiB after inflating; `Content-Encoding: gzip` is accepted. */
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "name": "laptop"
                 *     }
                 */
                readonly "application/json": components["schemas"]["CreateOwnToken"];
            };
        };
        readonly responses: {
            /** @description It was made; this is all of it. */
            readonly 201: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    /** @description The path of what was made: `GET` reads it. */
                    readonly Location: string;
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0020",
                     *       "name": "laptop",
                     *       "prefix": "gs_Zk3vT",
                     *       "organization_id": null,
                     *       "permissions": null,
                     *       "expires_at": null,
                     *       "last_used_at": null,
                     *       "revision": 1,
                     *       "created_at": "2026-11-22T09:30:00.000Z",
                     *       "updated_at": "2026-11-22T09:30:00.000Z",
                     *       "secret": "gs_Zk3vT…"
                     *     }
                     */
                    readonly "application/json": components["schemas"]["CreatedToken"];
                };
            };
            readonly 400: components["responses"]["MalformedRequestOrMalformedJson"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["IdempotencyInFlight"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["UnknownFieldOrInvalidOrIdempotencyMismatch"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly getOwnToken: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Only if the thing is in none of these states: a list of `ETag`s as answers gave them, or `*`. What is in one of them is a `304` without a body. The whole tag counts; whether it is weak does not. */
                readonly "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            readonly path: {
                readonly token_id: components["parameters"]["token_id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The token, without its secret. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0020",
                     *       "name": "laptop",
                     *       "prefix": "gs_Zk3vT",
                     *       "organization_id": null,
                     *       "permissions": null,
                     *       "expires_at": null,
                     *       "last_used_at": null,
                     *       "revision": 1,
                     *       "created_at": "2026-11-22T09:30:00.000Z",
                     *       "updated_at": "2026-11-22T09:30:00.000Z"
                     *     }
                     */
                    readonly "application/json": components["schemas"]["Token"];
                };
            };
            /** @description It is in a state that `If-None-Match` names: nothing is sent of it. */
            readonly 304: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["MalformedRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 422: components["responses"]["UnknownField"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly revokeOwnToken: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Only if the thing is at one of these: `*`, or a list of `ETag`s as answers gave them. Only their revision counts, so that `"3"` says as much as `"3.kq1cYqXbJ0yWlS8z"`. What matches none is a `412` with the current revision as its `ETag`; a weak tag never matches. What has no `revision` is at `"1"`. */
                readonly "If-Match"?: components["parameters"]["If-Match"];
            };
            readonly path: {
                readonly token_id: components["parameters"]["token_id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description It is gone. */
            readonly 204: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["MalformedRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 412: components["responses"]["Stale"];
            readonly 422: components["responses"]["UnknownFieldOrInvalid"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly updateOwnToken: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Only if the thing is at one of these: `*`, or a list of `ETag`s as answers gave them. Only their revision counts, so that `"3"` says as much as `"3.kq1cYqXbJ0yWlS8z"`. What matches none is a `412` with the current revision as its `ETag`; a weak tag never matches. What has no `revision` is at `"1"`. */
                readonly "If-Match"?: components["parameters"]["If-Match"];
            };
            readonly path: {
                readonly token_id: components["parameters"]["token_id"];
            };
            readonly cookie?: never;
        };
        /** @description At most 256 KiB after inflating; `Content-Encoding: gzip` is accepted. */
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "name": "old laptop"
                 *     }
                 */
                readonly "application/json": components["schemas"]["UpdateToken"];
            };
        };
        readonly responses: {
            /** @description The token as it is now. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0020",
                     *       "name": "old laptop",
                     *       "prefix": "gs_Zk3vT",
                     *       "organization_id": null,
                     *       "permissions": null,
                     *       "expires_at": null,
                     *       "last_used_at": null,
                     *       "revision": 2,
                     *       "created_at": "2026-11-22T09:30:00.000Z",
                     *       "updated_at": "2026-11-22T09:30:00.000Z"
                     *     }
                     */
                    readonly "application/json": components["schemas"]["Token"];
                };
            };
            readonly 400: components["responses"]["MalformedRequestOrMalformedJson"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 412: components["responses"]["Stale"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["UnknownFieldOrInvalid"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly listOrganizations: {
        readonly parameters: {
            readonly query?: {
                /** @description Where the page begins: opaque, from the URLs in `pagination`. Belongs to one list with its filters and order. */
                readonly cursor?: components["parameters"]["cursor"];
                /** @description With `true`, only what is deleted and can be restored, for those who may restore it; else only what is not deleted. */
                readonly deleted?: components["parameters"]["deleted"];
                /** @description Oldest first (`asc`) or newest first (`desc`). */
                readonly order?: components["parameters"]["order"];
                /** @description How many rows a page has at most. It ends earlier where what its rows are made of would hold more than 8 MiB together; `next` then leads on. */
                readonly per_page?: components["parameters"]["per_page"];
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One page of the list, oldest first unless `order` says otherwise. */
            readonly 200: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "organizations": [
                     *         {
                     *           "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0010",
                     *           "name": "Acme Research",
                     *           "deleted_at": null
                     *         }
                     *       ],
                     *       "pagination": {
                     *         "per_page": 50,
                     *         "next": null,
                     *         "prev": null
                     *       }
                     *     }
                     */
                    readonly "application/json": components["schemas"]["OrganizationPage"];
                };
            };
            readonly 400: components["responses"]["MalformedRequestOrMalformedCursor"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 422: components["responses"]["UnknownFieldOrInvalid"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly createOrganization: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes the request repeatable: with the same key it takes effect once. Use a new one, such as a UUID, for every new request. */
                readonly "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        /** @description At most 256 KiB after inflating; `Content-Encoding: gzip` is accepted. */
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "name": "Acme Research"
                 *     }
                 */
                readonly "application/json": components["schemas"]["CreateOrganization"];
            };
        };
        readonly responses: {
            /** @description It was made; this is all of it. */
            readonly 201: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    /** @description The path of what was made: `GET` reads it. */
                    readonly Location: string;
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0010",
                     *       "name": "Acme Research",
                     *       "revision": 1,
                     *       "created_by": {
                     *         "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0001",
                     *         "name": "Ada"
                     *       },
                     *       "created_at": "2026-11-22T09:30:00.000Z",
                     *       "updated_at": "2026-11-22T09:30:00.000Z",
                     *       "member_count": 3
                     *     }
                     */
                    readonly "application/json": components["schemas"]["Organization"];
                };
            };
            readonly 400: components["responses"]["MalformedRequestOrMalformedJson"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["IdempotencyInFlight"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["UnknownFieldOrInvalidOrIdempotencyMismatch"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly getOrganization: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Only if the thing is in none of these states: a list of `ETag`s as answers gave them, or `*`. What is in one of them is a `304` without a body. The whole tag counts; whether it is weak does not. */
                readonly "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            readonly path: {
                readonly organization_id: components["parameters"]["organization_id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The organization. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0010",
                     *       "name": "Acme Research",
                     *       "revision": 1,
                     *       "created_by": {
                     *         "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0001",
                     *         "name": "Ada"
                     *       },
                     *       "created_at": "2026-11-22T09:30:00.000Z",
                     *       "updated_at": "2026-11-22T09:30:00.000Z",
                     *       "member_count": 3
                     *     }
                     */
                    readonly "application/json": components["schemas"]["Organization"];
                };
            };
            /** @description It is in a state that `If-None-Match` names: nothing is sent of it. */
            readonly 304: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["MalformedRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 422: components["responses"]["UnknownField"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly deleteOrganization: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Only if the thing is at one of these: `*`, or a list of `ETag`s as answers gave them. Only their revision counts, so that `"3"` says as much as `"3.kq1cYqXbJ0yWlS8z"`. What matches none is a `412` with the current revision as its `ETag`; a weak tag never matches. What has no `revision` is at `"1"`. */
                readonly "If-Match"?: components["parameters"]["If-Match"];
            };
            readonly path: {
                readonly organization_id: components["parameters"]["organization_id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description It is gone. */
            readonly 204: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["MalformedRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 412: components["responses"]["Stale"];
            readonly 422: components["responses"]["UnknownFieldOrInvalid"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly updateOrganization: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Only if the thing is at one of these: `*`, or a list of `ETag`s as answers gave them. Only their revision counts, so that `"3"` says as much as `"3.kq1cYqXbJ0yWlS8z"`. What matches none is a `412` with the current revision as its `ETag`; a weak tag never matches. What has no `revision` is at `"1"`. */
                readonly "If-Match"?: components["parameters"]["If-Match"];
            };
            readonly path: {
                readonly organization_id: components["parameters"]["organization_id"];
            };
            readonly cookie?: never;
        };
        /** @description At most 256 KiB after inflating; `Content-Encoding: gzip` is accepted. */
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "name": "Acme Labs"
                 *     }
                 */
                readonly "application/json": components["schemas"]["UpdateOrganization"];
            };
        };
        readonly responses: {
            /** @description The organization as it is now. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0010",
                     *       "name": "Acme Labs",
                     *       "revision": 2,
                     *       "created_by": {
                     *         "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0001",
                     *         "name": "Ada"
                     *       },
                     *       "created_at": "2026-11-22T09:30:00.000Z",
                     *       "updated_at": "2026-11-22T09:30:00.000Z",
                     *       "member_count": 3
                     *     }
                     */
                    readonly "application/json": components["schemas"]["Organization"];
                };
            };
            readonly 400: components["responses"]["MalformedRequestOrMalformedJson"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 412: components["responses"]["Stale"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["UnknownFieldOrInvalid"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly listExternalUsers: {
        readonly parameters: {
            readonly query?: {
                /** @description Where the page begins: opaque, from the URLs in `pagination`. Belongs to one list with its filters and order. */
                readonly cursor?: components["parameters"]["cursor"];
                /** @description The name holds this text, in capitals or not. */
                readonly name?: components["parameters"]["name"];
                /** @description Oldest first (`asc`) or newest first (`desc`). */
                readonly order?: components["parameters"]["order"];
                /** @description How many rows a page has at most. It ends earlier where what its rows are made of would hold more than 8 MiB together; `next` then leads on. */
                readonly per_page?: components["parameters"]["per_page"];
                /** @description The name comes from exactly this source. */
                readonly source?: string;
            };
            readonly header?: never;
            readonly path: {
                readonly organization_id: components["parameters"]["organization_id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One page of the list, oldest first unless `order` says otherwise. */
            readonly 200: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "external_users": [
                     *         {
                     *           "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0004",
                     *           "name": "grace@example.org",
                     *           "source": null,
                     *           "answers": 0,
                     *           "link": {
                     *             "user": {
                     *               "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0003",
                     *               "name": "Grace"
                     *             },
                     *             "linked_by": {
                     *               "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0001",
                     *               "name": "Ada"
                     *             },
                     *             "linked_at": "2026-11-22T09:30:00.000Z",
                     *             "moved": 412,
                     *             "merged": 3,
                     *             "reopened": 1,
                     *             "released": 0,
                     *             "remaining": 0,
                     *             "is_complete": true
                     *           },
                     *           "created_at": "2026-11-22T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "pagination": {
                     *         "per_page": 50,
                     *         "next": null,
                     *         "prev": null
                     *       }
                     *     }
                     */
                    readonly "application/json": components["schemas"]["ExternalUserPage"];
                };
            };
            readonly 400: components["responses"]["MalformedRequestOrMalformedCursor"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 422: components["responses"]["UnknownFieldOrInvalid"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly getExternalUser: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Only if the thing is in none of these states: a list of `ETag`s as answers gave them, or `*`. What is in one of them is a `304` without a body. The whole tag counts; whether it is weak does not. */
                readonly "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            readonly path: {
                readonly external_user_id: components["parameters"]["external_user_id"];
                readonly organization_id: components["parameters"]["organization_id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The external user. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0004",
                     *       "name": "grace@example.org",
                     *       "source": null,
                     *       "answers": 0,
                     *       "link": {
                     *         "user": {
                     *           "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0003",
                     *           "name": "Grace"
                     *         },
                     *         "linked_by": {
                     *           "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0001",
                     *           "name": "Ada"
                     *         },
                     *         "linked_at": "2026-11-22T09:30:00.000Z",
                     *         "moved": 412,
                     *         "merged": 3,
                     *         "reopened": 1,
                     *         "released": 0,
                     *         "remaining": 0,
                     *         "is_complete": true
                     *       },
                     *       "created_at": "2026-11-22T09:30:00.000Z"
                     *     }
                     */
                    readonly "application/json": components["schemas"]["ExternalUser"];
                };
            };
            /** @description It is in a state that `If-None-Match` names: nothing is sent of it. */
            readonly 304: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["MalformedRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 422: components["responses"]["UnknownField"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly linkExternalUser: {
        readonly parameters: {
            readonly query?: {
                /** @description With `true`, nothing is changed, and the answer says what would be. */
                readonly dry_run?: boolean;
            };
            readonly header?: {
                /** @description Makes the request repeatable: with the same key it takes effect once. Use a new one, such as a UUID, for every new request. */
                readonly "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            readonly path: {
                readonly external_user_id: components["parameters"]["external_user_id"];
                readonly organization_id: components["parameters"]["organization_id"];
            };
            readonly cookie?: never;
        };
        /** @description At most 256 KiB after inflating; `Content-Encoding: gzip` is accepted. */
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "user_id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0003"
                 *     }
                 */
                readonly "application/json": components["schemas"]["LinkExternalUser"];
            };
        };
        readonly responses: {
            /** @description The external user, and what this request moves, counted before the link is made. All numbers are 0 where the two were linked already; `link` says how far that link is. */
            readonly 200: {
                headers: {
                    readonly "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "external_user": {
                     *         "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0004",
                     *         "name": "grace@example.org",
                     *         "source": null,
                     *         "answers": 412,
                     *         "link": {
                     *           "user": {
                     *             "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0003",
                     *             "name": "Grace"
                     *           },
                     *           "linked_by": {
                     *             "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0001",
                     *             "name": "Ada"
                     *           },
                     *           "linked_at": "2026-11-22T09:30:00.000Z",
                     *           "moved": 0,
                     *           "merged": 0,
                     *           "reopened": 0,
                     *           "released": 0,
                     *           "remaining": 412,
                     *           "is_complete": false
                     *         },
                     *         "created_at": "2026-11-22T09:30:00.000Z"
                     *       },
                     *       "moved": 412,
                     *       "merged": 3,
                     *       "reopened": 1,
                     *       "released": 0
                     *     }
                     */
                    readonly "application/json": components["schemas"]["LinkedExternalUser"];
                };
            };
            readonly 400: components["responses"]["MalformedRequestOrMalformedJson"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["AlreadyExistsOrIdempotencyInFlight"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["UnknownFieldOrInvalidOrIdempotencyMismatch"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly listInvitations: {
        readonly parameters: {
            readonly query?: {
                /** @description Where the page begins: opaque, from the URLs in `pagination`. Belongs to one list with its filters and order. */
                readonly cursor?: components["parameters"]["cursor"];
                /** @description Oldest first (`asc`) or newest first (`desc`). */
                readonly order?: components["parameters"]["order"];
                /** @description How many rows a page has at most. It ends earlier where what its rows are made of would hold more than 8 MiB together; `next` then leads on. */
                readonly per_page?: components["parameters"]["per_page"];
            };
            readonly header?: never;
            readonly path: {
                readonly organization_id: components["parameters"]["organization_id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One page of the list, oldest first unless `order` says otherwise. */
            readonly 200: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "invitations": [
                     *         {
                     *           "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0025",
                     *           "email": "grace@example.org",
                     *           "roles": [
                     *             "reviewer"
                     *           ],
                     *           "created_by": {
                     *             "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0001",
                     *             "name": "Ada"
                     *           },
                     *           "created_at": "2026-11-22T09:30:00.000Z",
                     *           "expires_at": "2026-11-29T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "pagination": {
                     *         "per_page": 50,
                     *         "next": null,
                     *         "prev": null
                     *       }
                     *     }
                     */
                    readonly "application/json": components["schemas"]["InvitationPage"];
                };
            };
            readonly 400: components["responses"]["MalformedRequestOrMalformedCursor"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 422: components["responses"]["UnknownFieldOrInvalid"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly createInvitation: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes the request repeatable: with the same key it takes effect once. Use a new one, such as a UUID, for every new request. */
                readonly "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            readonly path: {
                readonly organization_id: components["parameters"]["organization_id"];
            };
            readonly cookie?: never;
        };
        /** @description At most 256 KiB after inflating; `Content-Encoding: gzip` is accepted. */
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "email": "grace@example.org",
                 *       "roles": [
                 *         "reviewer"
                 *       ]
                 *     }
                 */
                readonly "application/json": components["schemas"]["CreateInvitation"];
            };
        };
        readonly responses: {
            /** @description It was made; this is all of it. */
            readonly 201: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    /** @description The path of what was made: `GET` reads it. */
                    readonly Location: string;
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0025",
                     *       "email": "grace@example.org",
                     *       "roles": [
                     *         "reviewer"
                     *       ],
                     *       "created_by": {
                     *         "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0001",
                     *         "name": "Ada"
                     *       },
                     *       "created_at": "2026-11-22T09:30:00.000Z",
                     *       "expires_at": "2026-11-29T09:30:00.000Z",
                     *       "secret": "gs_Zk3vT…"
                     *     }
                     */
                    readonly "application/json": components["schemas"]["CreatedInvitation"];
                };
            };
            readonly 400: components["responses"]["MalformedRequestOrMalformedJson"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["AlreadyExistsOrIdempotencyInFlight"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["UnknownFieldOrInvalidOrIdempotencyMismatch"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly getInvitation: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Only if the thing is in none of these states: a list of `ETag`s as answers gave them, or `*`. What is in one of them is a `304` without a body. The whole tag counts; whether it is weak does not. */
                readonly "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            readonly path: {
                readonly invitation_id: components["parameters"]["invitation_id"];
                readonly organization_id: components["parameters"]["organization_id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The invitation. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0025",
                     *       "email": "grace@example.org",
                     *       "roles": [
                     *         "reviewer"
                     *       ],
                     *       "created_by": {
                     *         "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0001",
                     *         "name": "Ada"
                     *       },
                     *       "created_at": "2026-11-22T09:30:00.000Z",
                     *       "expires_at": "2026-11-29T09:30:00.000Z"
                     *     }
                     */
                    readonly "application/json": components["schemas"]["Invitation"];
                };
            };
            /** @description It is in a state that `If-None-Match` names: nothing is sent of it. */
            readonly 304: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["MalformedRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 422: components["responses"]["UnknownField"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly revokeInvitation: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Only if the thing is at one of these: `*`, or a list of `ETag`s as answers gave them. Only their revision counts, so that `"3"` says as much as `"3.kq1cYqXbJ0yWlS8z"`. What matches none is a `412` with the current revision as its `ETag`; a weak tag never matches. What has no `revision` is at `"1"`. */
                readonly "If-Match"?: components["parameters"]["If-Match"];
            };
            readonly path: {
                readonly invitation_id: components["parameters"]["invitation_id"];
                readonly organization_id: components["parameters"]["organization_id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description It is gone. */
            readonly 204: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["MalformedRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 412: components["responses"]["Stale"];
            readonly 422: components["responses"]["UnknownFieldOrInvalid"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly listMembers: {
        readonly parameters: {
            readonly query?: {
                /** @description Where the page begins: opaque, from the URLs in `pagination`. Belongs to one list with its filters and order. */
                readonly cursor?: components["parameters"]["cursor"];
                /** @description The person with this address, which is compared as that of an invitation is. */
                readonly email?: string;
                /** @description People, or service accounts. No external user is a member. */
                readonly kind?: "person" | "service" | "external";
                /** @description The name holds this text, in capitals or not. */
                readonly name?: components["parameters"]["name"];
                /** @description Oldest first (`asc`) or newest first (`desc`). */
                readonly order?: components["parameters"]["order"];
                /** @description How many rows a page has at most. It ends earlier where what its rows are made of would hold more than 8 MiB together; `next` then leads on. */
                readonly per_page?: components["parameters"]["per_page"];
                /** @description Those who have this role on the organization itself. */
                readonly role?: "viewer" | "annotator" | "reviewer" | "manager" | "admin";
            };
            readonly header?: never;
            readonly path: {
                readonly organization_id: components["parameters"]["organization_id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One page of the list, oldest first unless `order` says otherwise. */
            readonly 200: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "members": [
                     *         {
                     *           "user": {
                     *             "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0003",
                     *             "name": "Grace"
                     *           },
                     *           "kind": "person",
                     *           "email": "grace@example.org",
                     *           "email_verified": false,
                     *           "roles": [
                     *             "reviewer"
                     *           ],
                     *           "added_by": {
                     *             "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0001",
                     *             "name": "Ada"
                     *           },
                     *           "created_at": "2026-11-22T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "pagination": {
                     *         "per_page": 50,
                     *         "next": null,
                     *         "prev": null
                     *       }
                     *     }
                     */
                    readonly "application/json": components["schemas"]["MemberPage"];
                };
            };
            readonly 400: components["responses"]["MalformedRequestOrMalformedCursor"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 422: components["responses"]["UnknownFieldOrInvalid"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly getMember: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Only if the thing is in none of these states: a list of `ETag`s as answers gave them, or `*`. What is in one of them is a `304` without a body. The whole tag counts; whether it is weak does not. */
                readonly "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            readonly path: {
                readonly organization_id: components["parameters"]["organization_id"];
                readonly user_id: components["parameters"]["user_id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The member. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "user": {
                     *         "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0003",
                     *         "name": "Grace"
                     *       },
                     *       "kind": "person",
                     *       "email": "grace@example.org",
                     *       "email_verified": false,
                     *       "roles": [
                     *         "reviewer"
                     *       ],
                     *       "added_by": {
                     *         "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0001",
                     *         "name": "Ada"
                     *       },
                     *       "created_at": "2026-11-22T09:30:00.000Z"
                     *     }
                     */
                    readonly "application/json": components["schemas"]["Member"];
                };
            };
            /** @description It is in a state that `If-None-Match` names: nothing is sent of it. */
            readonly 304: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["MalformedRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 422: components["responses"]["UnknownField"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly removeMember: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Only if the thing is at one of these: `*`, or a list of `ETag`s as answers gave them. Only their revision counts, so that `"3"` says as much as `"3.kq1cYqXbJ0yWlS8z"`. What matches none is a `412` with the current revision as its `ETag`; a weak tag never matches. What has no `revision` is at `"1"`. */
                readonly "If-Match"?: components["parameters"]["If-Match"];
            };
            readonly path: {
                readonly organization_id: components["parameters"]["organization_id"];
                readonly user_id: components["parameters"]["user_id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The member is gone; what they may still know the secrets of. */
            readonly 200: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "service_accounts": [
                     *         {
                     *           "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0002",
                     *           "name": "annotator-1"
                     *         }
                     *       ],
                     *       "revoked_invitations": [
                     *         {
                     *           "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0025"
                     *         }
                     *       ]
                     *     }
                     */
                    readonly "application/json": components["schemas"]["AccessRemoval"];
                };
            };
            readonly 400: components["responses"]["MalformedRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["LastAdmin"];
            readonly 412: components["responses"]["Stale"];
            readonly 422: components["responses"]["UnknownFieldOrInvalid"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly leaveOrganization: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Only if the thing is at one of these: `*`, or a list of `ETag`s as answers gave them. Only their revision counts, so that `"3"` says as much as `"3.kq1cYqXbJ0yWlS8z"`. What matches none is a `412` with the current revision as its `ETag`; a weak tag never matches. What has no `revision` is at `"1"`. */
                readonly "If-Match"?: components["parameters"]["If-Match"];
            };
            readonly path: {
                readonly organization_id: components["parameters"]["organization_id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description You have left; what you may still know the secrets of. */
            readonly 200: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "service_accounts": [
                     *         {
                     *           "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0002",
                     *           "name": "annotator-1"
                     *         }
                     *       ],
                     *       "revoked_invitations": [
                     *         {
                     *           "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0025"
                     *         }
                     *       ]
                     *     }
                     */
                    readonly "application/json": components["schemas"]["AccessRemoval"];
                };
            };
            readonly 400: components["responses"]["MalformedRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["LastAdmin"];
            readonly 412: components["responses"]["Stale"];
            readonly 422: components["responses"]["UnknownFieldOrInvalid"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly listProjects: {
        readonly parameters: {
            readonly query?: {
                /** @description Where the page begins: opaque, from the URLs in `pagination`. Belongs to one list with its filters and order. */
                readonly cursor?: components["parameters"]["cursor"];
                /** @description With `true`, only what is deleted and can be restored, for those who may restore it; else only what is not deleted. */
                readonly deleted?: components["parameters"]["deleted"];
                /** @description The name holds this text, in capitals or not. */
                readonly name?: components["parameters"]["name"];
                /** @description Oldest first (`asc`) or newest first (`desc`). */
                readonly order?: components["parameters"]["order"];
                /** @description How many rows a page has at most. It ends earlier where what its rows are made of would hold more than 8 MiB together; `next` then leads on. */
                readonly per_page?: components["parameters"]["per_page"];
            };
            readonly header?: never;
            readonly path: {
                readonly organization_id: components["parameters"]["organization_id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One page of the list, oldest first unless `order` says otherwise. */
            readonly 200: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "projects": [
                     *         {
                     *           "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0030",
                     *           "organization": {
                     *             "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0010",
                     *             "name": "Acme Research"
                     *           },
                     *           "name": "Movie reviews",
                     *           "description": "",
                     *           "state": "active",
                     *           "overlap": 3,
                     *           "lease_seconds": 600,
                     *           "max_claimed": 100,
                     *           "show_predictions": false,
                     *           "revision": 1,
                     *           "created_by": {
                     *             "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0001",
                     *             "name": "Ada"
                     *           },
                     *           "created_at": "2026-11-22T09:30:00.000Z",
                     *           "updated_at": "2026-11-22T09:30:00.000Z",
                     *           "deleted_at": null
                     *         }
                     *       ],
                     *       "pagination": {
                     *         "per_page": 50,
                     *         "next": null,
                     *         "prev": null
                     *       }
                     *     }
                     */
                    readonly "application/json": components["schemas"]["ProjectPage"];
                };
            };
            readonly 400: components["responses"]["MalformedRequestOrMalformedCursor"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 422: components["responses"]["UnknownFieldOrInvalid"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly createProject: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes the request repeatable: with the same key it takes effect once. Use a new one, such as a UUID, for every new request. */
                readonly "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            readonly path: {
                readonly organization_id: components["parameters"]["organization_id"];
            };
            readonly cookie?: never;
        };
        /** @description At most 256 KiB after inflating; `Content-Encoding: gzip` is accepted. */
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "name": "Movie reviews",
                 *       "overlap": 3
                 *     }
                 */
                readonly "application/json": components["schemas"]["CreateProject"];
            };
        };
        readonly responses: {
            /** @description It was made; this is all of it. */
            readonly 201: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    /** @description The path of what was made: `GET` reads it. */
                    readonly Location: string;
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0030",
                     *       "organization": {
                     *         "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0010",
                     *         "name": "Acme Research"
                     *       },
                     *       "name": "Movie reviews",
                     *       "description": "",
                     *       "state": "active",
                     *       "overlap": 3,
                     *       "lease_seconds": 600,
                     *       "max_claimed": 100,
                     *       "show_predictions": false,
                     *       "revision": 1,
                     *       "created_by": {
                     *         "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0001",
                     *         "name": "Ada"
                     *       },
                     *       "created_at": "2026-11-22T09:30:00.000Z",
                     *       "updated_at": "2026-11-22T09:30:00.000Z",
                     *       "deleted_at": null
                     *     }
                     */
                    readonly "application/json": components["schemas"]["Project"];
                };
            };
            readonly 400: components["responses"]["MalformedRequestOrMalformedJson"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["IdempotencyInFlight"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["UnknownFieldOrInvalidOrIdempotencyMismatch"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly restoreOrganization: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes the request repeatable: with the same key it takes effect once. Use a new one, such as a UUID, for every new request. */
                readonly "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            readonly path: {
                readonly organization_id: components["parameters"]["organization_id"];
            };
            readonly cookie?: never;
        };
        /** @description At most 256 KiB after inflating; `Content-Encoding: gzip` is accepted. */
        readonly requestBody?: {
            readonly content: {
                /** @example {} */
                readonly "application/json": components["schemas"]["NoFields"];
            };
        };
        readonly responses: {
            /** @description The organization. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0010",
                     *       "name": "Acme Research",
                     *       "revision": 1,
                     *       "created_by": {
                     *         "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0001",
                     *         "name": "Ada"
                     *       },
                     *       "created_at": "2026-11-22T09:30:00.000Z",
                     *       "updated_at": "2026-11-22T09:30:00.000Z",
                     *       "member_count": 3
                     *     }
                     */
                    readonly "application/json": components["schemas"]["Organization"];
                };
            };
            readonly 400: components["responses"]["MalformedRequestOrMalformedJson"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["IdempotencyInFlight"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["UnknownFieldOrInvalidOrIdempotencyMismatch"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly listRoleBindings: {
        readonly parameters: {
            readonly query?: {
                /** @description Where the page begins: opaque, from the URLs in `pagination`. Belongs to one list with its filters and order. */
                readonly cursor?: components["parameters"]["cursor"];
                /** @description Oldest first (`asc`) or newest first (`desc`). */
                readonly order?: components["parameters"]["order"];
                /** @description How many rows a page has at most. It ends earlier where what its rows are made of would hold more than 8 MiB together; `next` then leads on. */
                readonly per_page?: components["parameters"]["per_page"];
                /** @description Only those on this project. */
                readonly project_id?: string;
                /** @description Only those of this member. */
                readonly user_id?: string;
            };
            readonly header?: never;
            readonly path: {
                readonly organization_id: components["parameters"]["organization_id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One page of the list, oldest first unless `order` says otherwise. */
            readonly 200: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "role_bindings": [
                     *         {
                     *           "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0026",
                     *           "user": {
                     *             "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0002",
                     *             "name": "annotator-1"
                     *           },
                     *           "role": "annotator",
                     *           "target": {
                     *             "type": "project",
                     *             "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0030"
                     *           },
                     *           "created_by": {
                     *             "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0001",
                     *             "name": "Ada"
                     *           },
                     *           "created_at": "2026-11-22T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "pagination": {
                     *         "per_page": 50,
                     *         "next": null,
                     *         "prev": null
                     *       }
                     *     }
                     */
                    readonly "application/json": components["schemas"]["RoleBindingPage"];
                };
            };
            readonly 400: components["responses"]["MalformedRequestOrMalformedCursor"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 422: components["responses"]["UnknownFieldOrInvalid"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly createRoleBinding: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes the request repeatable: with the same key it takes effect once. Use a new one, such as a UUID, for every new request. */
                readonly "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            readonly path: {
                readonly organization_id: components["parameters"]["organization_id"];
            };
            readonly cookie?: never;
        };
        /** @description At most 256 KiB after inflating; `Content-Encoding: gzip` is accepted. */
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "user_id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0002",
                 *       "role": "annotator",
                 *       "target": {
                 *         "type": "project",
                 *         "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0030"
                 *       }
                 *     }
                 */
                readonly "application/json": components["schemas"]["CreateRoleBinding"];
            };
        };
        readonly responses: {
            /** @description It was made; this is all of it. */
            readonly 201: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    /** @description The path of what was made: `GET` reads it. */
                    readonly Location: string;
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0026",
                     *       "user": {
                     *         "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0002",
                     *         "name": "annotator-1"
                     *       },
                     *       "role": "annotator",
                     *       "target": {
                     *         "type": "project",
                     *         "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0030"
                     *       },
                     *       "created_by": {
                     *         "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0001",
                     *         "name": "Ada"
                     *       },
                     *       "created_at": "2026-11-22T09:30:00.000Z"
                     *     }
                     */
                    readonly "application/json": components["schemas"]["RoleBinding"];
                };
            };
            readonly 400: components["responses"]["MalformedRequestOrMalformedJson"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["AlreadyExistsOrIdempotencyInFlight"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["UnknownFieldOrInvalidOrIdempotencyMismatch"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly getRoleBinding: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Only if the thing is in none of these states: a list of `ETag`s as answers gave them, or `*`. What is in one of them is a `304` without a body. The whole tag counts; whether it is weak does not. */
                readonly "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            readonly path: {
                readonly organization_id: components["parameters"]["organization_id"];
                readonly role_binding_id: components["parameters"]["role_binding_id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The role binding. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0026",
                     *       "user": {
                     *         "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0002",
                     *         "name": "annotator-1"
                     *       },
                     *       "role": "annotator",
                     *       "target": {
                     *         "type": "project",
                     *         "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0030"
                     *       },
                     *       "created_by": {
                     *         "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0001",
                     *         "name": "Ada"
                     *       },
                     *       "created_at": "2026-11-22T09:30:00.000Z"
                     *     }
                     */
                    readonly "application/json": components["schemas"]["RoleBinding"];
                };
            };
            /** @description It is in a state that `If-None-Match` names: nothing is sent of it. */
            readonly 304: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["MalformedRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 422: components["responses"]["UnknownField"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly deleteRoleBinding: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Only if the thing is at one of these: `*`, or a list of `ETag`s as answers gave them. Only their revision counts, so that `"3"` says as much as `"3.kq1cYqXbJ0yWlS8z"`. What matches none is a `412` with the current revision as its `ETag`; a weak tag never matches. What has no `revision` is at `"1"`. */
                readonly "If-Match"?: components["parameters"]["If-Match"];
            };
            readonly path: {
                readonly organization_id: components["parameters"]["organization_id"];
                readonly role_binding_id: components["parameters"]["role_binding_id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The role is gone. Of who may no longer invite: what they may still know the secrets of. */
            readonly 200: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "service_accounts": [
                     *         {
                     *           "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0002",
                     *           "name": "annotator-1"
                     *         }
                     *       ],
                     *       "revoked_invitations": [
                     *         {
                     *           "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0025"
                     *         }
                     *       ]
                     *     }
                     */
                    readonly "application/json": components["schemas"]["AccessRemoval"];
                };
            };
            readonly 400: components["responses"]["MalformedRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["LastAdmin"];
            readonly 412: components["responses"]["Stale"];
            readonly 422: components["responses"]["UnknownFieldOrInvalid"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly listServiceAccounts: {
        readonly parameters: {
            readonly query?: {
                /** @description Where the page begins: opaque, from the URLs in `pagination`. Belongs to one list with its filters and order. */
                readonly cursor?: components["parameters"]["cursor"];
                /** @description The name holds this text, in capitals or not. */
                readonly name?: components["parameters"]["name"];
                /** @description Oldest first (`asc`) or newest first (`desc`). */
                readonly order?: components["parameters"]["order"];
                /** @description How many rows a page has at most. It ends earlier where what its rows are made of would hold more than 8 MiB together; `next` then leads on. */
                readonly per_page?: components["parameters"]["per_page"];
            };
            readonly header?: never;
            readonly path: {
                readonly organization_id: components["parameters"]["organization_id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One page of the list, oldest first unless `order` says otherwise. */
            readonly 200: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "service_accounts": [
                     *         {
                     *           "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0002",
                     *           "name": "annotator-1",
                     *           "revision": 1,
                     *           "created_by": {
                     *             "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0001",
                     *             "name": "Ada"
                     *           },
                     *           "created_at": "2026-11-22T09:30:00.000Z",
                     *           "updated_at": "2026-11-22T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "pagination": {
                     *         "per_page": 50,
                     *         "next": null,
                     *         "prev": null
                     *       }
                     *     }
                     */
                    readonly "application/json": components["schemas"]["ServiceAccountPage"];
                };
            };
            readonly 400: components["responses"]["MalformedRequestOrMalformedCursor"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 422: components["responses"]["UnknownFieldOrInvalid"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly createServiceAccount: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes the request repeatable: with the same key it takes effect once. Use a new one, such as a UUID, for every new request. */
                readonly "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            readonly path: {
                readonly organization_id: components["parameters"]["organization_id"];
            };
            readonly cookie?: never;
        };
        /** @description At most 256 KiB after inflating; `Content-Encoding: gzip` is accepted. */
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "name": "annotator-1",
                 *       "roles": [
                 *         "annotator"
                 *       ]
                 *     }
                 */
                readonly "application/json": components["schemas"]["CreateServiceAccount"];
            };
        };
        readonly responses: {
            /** @description It was made; this is all of it. */
            readonly 201: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    /** @description The path of what was made: `GET` reads it. */
                    readonly Location: string;
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0002",
                     *       "name": "annotator-1",
                     *       "revision": 1,
                     *       "created_by": {
                     *         "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0001",
                     *         "name": "Ada"
                     *       },
                     *       "created_at": "2026-11-22T09:30:00.000Z",
                     *       "updated_at": "2026-11-22T09:30:00.000Z"
                     *     }
                     */
                    readonly "application/json": components["schemas"]["ServiceAccount"];
                };
            };
            readonly 400: components["responses"]["MalformedRequestOrMalformedJson"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["IdempotencyInFlight"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["UnknownFieldOrInvalidOrIdempotencyMismatch"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly getServiceAccount: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Only if the thing is in none of these states: a list of `ETag`s as answers gave them, or `*`. What is in one of them is a `304` without a body. The whole tag counts; whether it is weak does not. */
                readonly "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            readonly path: {
                readonly organization_id: components["parameters"]["organization_id"];
                readonly user_id: components["parameters"]["user_id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The service account. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0002",
                     *       "name": "annotator-1",
                     *       "revision": 1,
                     *       "created_by": {
                     *         "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0001",
                     *         "name": "Ada"
                     *       },
                     *       "created_at": "2026-11-22T09:30:00.000Z",
                     *       "updated_at": "2026-11-22T09:30:00.000Z"
                     *     }
                     */
                    readonly "application/json": components["schemas"]["ServiceAccount"];
                };
            };
            /** @description It is in a state that `If-None-Match` names: nothing is sent of it. */
            readonly 304: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["MalformedRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 422: components["responses"]["UnknownField"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly deleteServiceAccount: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Only if the thing is at one of these: `*`, or a list of `ETag`s as answers gave them. Only their revision counts, so that `"3"` says as much as `"3.kq1cYqXbJ0yWlS8z"`. What matches none is a `412` with the current revision as its `ETag`; a weak tag never matches. What has no `revision` is at `"1"`. */
                readonly "If-Match"?: components["parameters"]["If-Match"];
            };
            readonly path: {
                readonly organization_id: components["parameters"]["organization_id"];
                readonly user_id: components["parameters"]["user_id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description It is gone. */
            readonly 204: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["MalformedRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 412: components["responses"]["Stale"];
            readonly 422: components["responses"]["UnknownFieldOrInvalid"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly updateServiceAccount: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Only if the thing is at one of these: `*`, or a list of `ETag`s as answers gave them. Only their revision counts, so that `"3"` says as much as `"3.kq1cYqXbJ0yWlS8z"`. What matches none is a `412` with the current revision as its `ETag`; a weak tag never matches. What has no `revision` is at `"1"`. */
                readonly "If-Match"?: components["parameters"]["If-Match"];
            };
            readonly path: {
                readonly organization_id: components["parameters"]["organization_id"];
                readonly user_id: components["parameters"]["user_id"];
            };
            readonly cookie?: never;
        };
        /** @description At most 256 KiB after inflating; `Content-Encoding: gzip` is accepted. */
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "name": "sentiment-small"
                 *     }
                 */
                readonly "application/json": components["schemas"]["UpdateServiceAccount"];
            };
        };
        readonly responses: {
            /** @description The service account as it is now. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0002",
                     *       "name": "sentiment-small",
                     *       "revision": 2,
                     *       "created_by": {
                     *         "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0001",
                     *         "name": "Ada"
                     *       },
                     *       "created_at": "2026-11-22T09:30:00.000Z",
                     *       "updated_at": "2026-11-22T09:30:00.000Z"
                     *     }
                     */
                    readonly "application/json": components["schemas"]["ServiceAccount"];
                };
            };
            readonly 400: components["responses"]["MalformedRequestOrMalformedJson"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 412: components["responses"]["Stale"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["UnknownFieldOrInvalid"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly listServiceAccountTokens: {
        readonly parameters: {
            readonly query?: {
                /** @description Where the page begins: opaque, from the URLs in `pagination`. Belongs to one list with its filters and order. */
                readonly cursor?: components["parameters"]["cursor"];
                /** @description With `true`, only those that have expired; with `false`, only those that still work. */
                readonly expired?: components["parameters"]["expired"];
                /** @description Oldest first (`asc`) or newest first (`desc`). */
                readonly order?: components["parameters"]["order"];
                /** @description How many rows a page has at most. It ends earlier where what its rows are made of would hold more than 8 MiB together; `next` then leads on. */
                readonly per_page?: components["parameters"]["per_page"];
            };
            readonly header?: never;
            readonly path: {
                readonly organization_id: components["parameters"]["organization_id"];
                readonly user_id: components["parameters"]["user_id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One page of the list, oldest first unless `order` says otherwise. */
            readonly 200: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "tokens": [
                     *         {
                     *           "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0020",
                     *           "name": "laptop",
                     *           "prefix": "gs_Zk3vT",
                     *           "organization_id": null,
                     *           "permissions": null,
                     *           "expires_at": null,
                     *           "last_used_at": null,
                     *           "revision": 1,
                     *           "created_at": "2026-11-22T09:30:00.000Z",
                     *           "updated_at": "2026-11-22T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "pagination": {
                     *         "per_page": 50,
                     *         "next": null,
                     *         "prev": null
                     *       }
                     *     }
                     */
                    readonly "application/json": components["schemas"]["TokenPage"];
                };
            };
            readonly 400: components["responses"]["MalformedRequestOrMalformedCursor"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 422: components["responses"]["UnknownFieldOrInvalid"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly createServiceAccountToken: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes the request repeatable: with the same key it takes effect once. Use a new one, such as a UUID, for every new request. */
                readonly "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            readonly path: {
                readonly organization_id: components["parameters"]["organization_id"];
                readonly user_id: components["parameters"]["user_id"];
            };
            readonly cookie?: never;
        };
        /** @description At most 256 KiB after inflating; `Content-Encoding: gzip` is accepted. */
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "name": "laptop"
                 *     }
                 */
                readonly "application/json": components["schemas"]["CreateToken"];
            };
        };
        readonly responses: {
            /** @description It was made; this is all of it. */
            readonly 201: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    /** @description The path of what was made: `GET` reads it. */
                    readonly Location: string;
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0020",
                     *       "name": "laptop",
                     *       "prefix": "gs_Zk3vT",
                     *       "organization_id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0010",
                     *       "permissions": null,
                     *       "expires_at": null,
                     *       "last_used_at": null,
                     *       "revision": 1,
                     *       "created_at": "2026-11-22T09:30:00.000Z",
                     *       "updated_at": "2026-11-22T09:30:00.000Z",
                     *       "secret": "gs_Zk3vT…"
                     *     }
                     */
                    readonly "application/json": components["schemas"]["CreatedToken"];
                };
            };
            readonly 400: components["responses"]["MalformedRequestOrMalformedJson"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["IdempotencyInFlight"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["UnknownFieldOrInvalidOrIdempotencyMismatch"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly getServiceAccountToken: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Only if the thing is in none of these states: a list of `ETag`s as answers gave them, or `*`. What is in one of them is a `304` without a body. The whole tag counts; whether it is weak does not. */
                readonly "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            readonly path: {
                readonly organization_id: components["parameters"]["organization_id"];
                readonly token_id: components["parameters"]["token_id"];
                readonly user_id: components["parameters"]["user_id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The token, without its secret. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0020",
                     *       "name": "laptop",
                     *       "prefix": "gs_Zk3vT",
                     *       "organization_id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0010",
                     *       "permissions": null,
                     *       "expires_at": null,
                     *       "last_used_at": null,
                     *       "revision": 1,
                     *       "created_at": "2026-11-22T09:30:00.000Z",
                     *       "updated_at": "2026-11-22T09:30:00.000Z"
                     *     }
                     */
                    readonly "application/json": components["schemas"]["Token"];
                };
            };
            /** @description It is in a state that `If-None-Match` names: nothing is sent of it. */
            readonly 304: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["MalformedRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 422: components["responses"]["UnknownField"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly revokeServiceAccountToken: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Only if the thing is at one of these: `*`, or a list of `ETag`s as answers gave them. Only their revision counts, so that `"3"` says as much as `"3.kq1cYqXbJ0yWlS8z"`. What matches none is a `412` with the current revision as its `ETag`; a weak tag never matches. What has no `revision` is at `"1"`. */
                readonly "If-Match"?: components["parameters"]["If-Match"];
            };
            readonly path: {
                readonly organization_id: components["parameters"]["organization_id"];
                readonly token_id: components["parameters"]["token_id"];
                readonly user_id: components["parameters"]["user_id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description It is gone. */
            readonly 204: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["MalformedRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 412: components["responses"]["Stale"];
            readonly 422: components["responses"]["UnknownFieldOrInvalid"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly updateServiceAccountToken: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Only if the thing is at one of these: `*`, or a list of `ETag`s as answers gave them. Only their revision counts, so that `"3"` says as much as `"3.kq1cYqXbJ0yWlS8z"`. What matches none is a `412` with the current revision as its `ETag`; a weak tag never matches. What has no `revision` is at `"1"`. */
                readonly "If-Match"?: components["parameters"]["If-Match"];
            };
            readonly path: {
                readonly organization_id: components["parameters"]["organization_id"];
                readonly token_id: components["parameters"]["token_id"];
                readonly user_id: components["parameters"]["user_id"];
            };
            readonly cookie?: never;
        };
        /** @description At most 256 KiB after inflating; `Content-Encoding: gzip` is accepted. */
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "name": "old laptop"
                 *     }
                 */
                readonly "application/json": components["schemas"]["UpdateToken"];
            };
        };
        readonly responses: {
            /** @description The token as it is now. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0020",
                     *       "name": "old laptop",
                     *       "prefix": "gs_Zk3vT",
                     *       "organization_id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0010",
                     *       "permissions": null,
                     *       "expires_at": null,
                     *       "last_used_at": null,
                     *       "revision": 2,
                     *       "created_at": "2026-11-22T09:30:00.000Z",
                     *       "updated_at": "2026-11-22T09:30:00.000Z"
                     *     }
                     */
                    readonly "application/json": components["schemas"]["Token"];
                };
            };
            readonly 400: components["responses"]["MalformedRequestOrMalformedJson"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 412: components["responses"]["Stale"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["UnknownFieldOrInvalid"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly getProject: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Only if the thing is in none of these states: a list of `ETag`s as answers gave them, or `*`. What is in one of them is a `304` without a body. The whole tag counts; whether it is weak does not. */
                readonly "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            readonly path: {
                readonly project_id: components["parameters"]["project_id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The project. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0030",
                     *       "organization": {
                     *         "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0010",
                     *         "name": "Acme Research"
                     *       },
                     *       "name": "Movie reviews",
                     *       "description": "",
                     *       "state": "active",
                     *       "overlap": 3,
                     *       "lease_seconds": 600,
                     *       "max_claimed": 100,
                     *       "show_predictions": false,
                     *       "revision": 1,
                     *       "created_by": {
                     *         "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0001",
                     *         "name": "Ada"
                     *       },
                     *       "created_at": "2026-11-22T09:30:00.000Z",
                     *       "updated_at": "2026-11-22T09:30:00.000Z",
                     *       "deleted_at": null
                     *     }
                     */
                    readonly "application/json": components["schemas"]["Project"];
                };
            };
            /** @description It is in a state that `If-None-Match` names: nothing is sent of it. */
            readonly 304: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["MalformedRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 422: components["responses"]["UnknownField"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly deleteProject: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Only if the thing is at one of these: `*`, or a list of `ETag`s as answers gave them. Only their revision counts, so that `"3"` says as much as `"3.kq1cYqXbJ0yWlS8z"`. What matches none is a `412` with the current revision as its `ETag`; a weak tag never matches. What has no `revision` is at `"1"`. */
                readonly "If-Match"?: components["parameters"]["If-Match"];
            };
            readonly path: {
                readonly project_id: components["parameters"]["project_id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description It is gone. */
            readonly 204: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["MalformedRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 412: components["responses"]["Stale"];
            readonly 422: components["responses"]["UnknownFieldOrInvalid"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly updateProject: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Only if the thing is at one of these: `*`, or a list of `ETag`s as answers gave them. Only their revision counts, so that `"3"` says as much as `"3.kq1cYqXbJ0yWlS8z"`. What matches none is a `412` with the current revision as its `ETag`; a weak tag never matches. What has no `revision` is at `"1"`. */
                readonly "If-Match"?: components["parameters"]["If-Match"];
            };
            readonly path: {
                readonly project_id: components["parameters"]["project_id"];
            };
            readonly cookie?: never;
        };
        /** @description At most 256 KiB after inflating; `Content-Encoding: gzip` is accepted. */
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "name": "Movie reviews, second round",
                 *       "overlap": 5
                 *     }
                 */
                readonly "application/json": components["schemas"]["UpdateProject"];
            };
        };
        readonly responses: {
            /** @description The project as it is now. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0030",
                     *       "organization": {
                     *         "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0010",
                     *         "name": "Acme Research"
                     *       },
                     *       "name": "Movie reviews, second round",
                     *       "description": "",
                     *       "state": "active",
                     *       "overlap": 5,
                     *       "lease_seconds": 600,
                     *       "max_claimed": 100,
                     *       "show_predictions": false,
                     *       "revision": 2,
                     *       "created_by": {
                     *         "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0001",
                     *         "name": "Ada"
                     *       },
                     *       "created_at": "2026-11-22T09:30:00.000Z",
                     *       "updated_at": "2026-11-22T09:30:00.000Z",
                     *       "deleted_at": null
                     *     }
                     */
                    readonly "application/json": components["schemas"]["Project"];
                };
            };
            readonly 400: components["responses"]["MalformedRequestOrMalformedJson"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["Archived"];
            readonly 412: components["responses"]["Stale"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["UnknownFieldOrInvalid"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly listAnnotationUis: {
        readonly parameters: {
            readonly query?: {
                /** @description Where the page begins: opaque, from the URLs in `pagination`. Belongs to one list with its filters and order. */
                readonly cursor?: components["parameters"]["cursor"];
                /** @description Oldest first (`asc`) or newest first (`desc`). */
                readonly order?: components["parameters"]["order"];
                /** @description How many rows a page has at most. It ends earlier where what its rows are made of would hold more than 8 MiB together; `next` then leads on. */
                readonly per_page?: components["parameters"]["per_page"];
            };
            readonly header?: never;
            readonly path: {
                readonly project_id: components["parameters"]["project_id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One page of the list, oldest first unless `order` says otherwise. */
            readonly 200: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "annotation_uis": [
                     *         {
                     *           "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0040",
                     *           "version": 1,
                     *           "name": "Sentiment",
                     *           "controls": [
                     *             {
                     *               "kind": "choice",
                     *               "name": "sentiment",
                     *               "required": true,
                     *               "source": "text",
                     *               "options": [
                     *                 "positive",
                     *                 "negative"
                     *               ]
                     *             }
                     *           ],
                     *           "created_by": {
                     *             "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0001",
                     *             "name": "Ada"
                     *           },
                     *           "created_at": "2026-11-22T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "pagination": {
                     *         "per_page": 50,
                     *         "next": null,
                     *         "prev": null
                     *       }
                     *     }
                     */
                    readonly "application/json": components["schemas"]["AnnotationUIPage"];
                };
            };
            readonly 400: components["responses"]["MalformedRequestOrMalformedCursor"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 422: components["responses"]["UnknownFieldOrInvalid"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly createAnnotationUI: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes the request repeatable: with the same key it takes effect once. Use a new one, such as a UUID, for every new request. */
                readonly "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            readonly path: {
                readonly project_id: components["parameters"]["project_id"];
            };
            readonly cookie?: never;
        };
        /** @description At most 10 MiB after inflating; `Content-Encoding: gzip` is accepted. */
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "name": "Sentiment",
                 *       "controls": [
                 *         {
                 *           "name": "sentiment",
                 *           "kind": "choice",
                 *           "source": "text",
                 *           "options": [
                 *             "positive",
                 *             "negative"
                 *           ]
                 *         }
                 *       ]
                 *     }
                 */
                readonly "application/json": components["schemas"]["CreateAnnotationUI"];
            };
        };
        readonly responses: {
            /** @description It was made; this is all of it. */
            readonly 201: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    /** @description The path of what was made: `GET` reads it. */
                    readonly Location: string;
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0040",
                     *       "version": 1,
                     *       "name": "Sentiment",
                     *       "controls": [
                     *         {
                     *           "kind": "choice",
                     *           "name": "sentiment",
                     *           "required": true,
                     *           "source": "text",
                     *           "options": [
                     *             "positive",
                     *             "negative"
                     *           ]
                     *         }
                     *       ],
                     *       "created_by": {
                     *         "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0001",
                     *         "name": "Ada"
                     *       },
                     *       "created_at": "2026-11-22T09:30:00.000Z"
                     *     }
                     */
                    readonly "application/json": components["schemas"]["AnnotationUI"];
                };
            };
            readonly 400: components["responses"]["MalformedRequestOrMalformedJson"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["ArchivedOrIdempotencyInFlight"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["UnknownFieldOrInvalidOrIdempotencyMismatch"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly getAnnotationUI: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Only if the thing is in none of these states: a list of `ETag`s as answers gave them, or `*`. What is in one of them is a `304` without a body. The whole tag counts; whether it is weak does not. */
                readonly "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            readonly path: {
                readonly project_id: components["parameters"]["project_id"];
                readonly version: components["parameters"]["version"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The annotation UI. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0040",
                     *       "version": 1,
                     *       "name": "Sentiment",
                     *       "controls": [
                     *         {
                     *           "kind": "choice",
                     *           "name": "sentiment",
                     *           "required": true,
                     *           "source": "text",
                     *           "options": [
                     *             "positive",
                     *             "negative"
                     *           ]
                     *         }
                     *       ],
                     *       "created_by": {
                     *         "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0001",
                     *         "name": "Ada"
                     *       },
                     *       "created_at": "2026-11-22T09:30:00.000Z"
                     *     }
                     */
                    readonly "application/json": components["schemas"]["AnnotationUI"];
                };
            };
            /** @description It is in a state that `If-None-Match` names: nothing is sent of it. */
            readonly 304: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["MalformedRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 422: components["responses"]["UnknownField"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly getAnnotationUISchema: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Only if the thing is in none of these states: a list of `ETag`s as answers gave them, or `*`. What is in one of them is a `304` without a body. The whole tag counts; whether it is weak does not. */
                readonly "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            readonly path: {
                readonly project_id: components["parameters"]["project_id"];
                readonly version: components["parameters"]["version"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The JSON Schema (2020-12). */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "$schema": "https://json-schema.org/draft/2020-12/schema",
                     *       "type": "object",
                     *       "properties": {
                     *         "sentiment": {
                     *           "type": "string",
                     *           "enum": [
                     *             "positive",
                     *             "negative"
                     *           ]
                     *         }
                     *       },
                     *       "required": [
                     *         "sentiment"
                     *       ],
                     *       "additionalProperties": false
                     *     }
                     */
                    readonly "application/json": components["schemas"]["AnswerSchema"];
                };
            };
            /** @description It is in a state that `If-None-Match` names: nothing is sent of it. */
            readonly 304: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["MalformedRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 422: components["responses"]["UnknownField"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly getLatestAnnotationUI: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Only if the thing is in none of these states: a list of `ETag`s as answers gave them, or `*`. What is in one of them is a `304` without a body. The whole tag counts; whether it is weak does not. */
                readonly "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            readonly path: {
                readonly project_id: components["parameters"]["project_id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The annotation UI. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0040",
                     *       "version": 1,
                     *       "name": "Sentiment",
                     *       "controls": [
                     *         {
                     *           "kind": "choice",
                     *           "name": "sentiment",
                     *           "required": true,
                     *           "source": "text",
                     *           "options": [
                     *             "positive",
                     *             "negative"
                     *           ]
                     *         }
                     *       ],
                     *       "created_by": {
                     *         "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0001",
                     *         "name": "Ada"
                     *       },
                     *       "created_at": "2026-11-22T09:30:00.000Z"
                     *     }
                     */
                    readonly "application/json": components["schemas"]["AnnotationUI"];
                };
            };
            /** @description It is in a state that `If-None-Match` names: nothing is sent of it. */
            readonly 304: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["MalformedRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 422: components["responses"]["UnknownField"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly listAnnotations: {
        readonly parameters: {
            readonly query?: {
                /** @description Only those of this annotator. */
                readonly annotator_id?: string;
                /** @description Only those made or revised after this moment. A page is then looked for among 10,000 annotations at most: it may be short, or empty, and yet have a next one. */
                readonly changed_since?: string;
                /** @description Where the page begins: opaque, from the URLs in `pagination`. Belongs to one list with its filters and order. */
                readonly cursor?: components["parameters"]["cursor"];
                /** @description With `true`, only what is deleted and can be restored, for those who may restore it; else only what is not deleted. */
                readonly deleted?: components["parameters"]["deleted"];
                /** @description Only those of this item. */
                readonly item_id?: string;
                /** @description Oldest first (`asc`) or newest first (`desc`). */
                readonly order?: components["parameters"]["order"];
                /** @description How many rows a page has at most. It ends earlier where what its rows are made of would hold more than 8 MiB together; `next` then leads on. */
                readonly per_page?: components["parameters"]["per_page"];
            };
            readonly header?: never;
            readonly path: {
                readonly project_id: components["parameters"]["project_id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One page of the list, oldest first unless `order` says otherwise. */
            readonly 200: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "annotations": [
                     *         {
                     *           "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0080",
                     *           "item_id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0060",
                     *           "task_id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0070",
                     *           "annotator": {
                     *             "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0002",
                     *             "name": "annotator-1"
                     *           },
                     *           "value": {
                     *             "sentiment": "positive"
                     *           },
                     *           "guideline_version": 1,
                     *           "annotation_ui_version": 1,
                     *           "source": "task",
                     *           "origin": null,
                     *           "revision": 1,
                     *           "created_at": "2026-11-22T09:30:00.000Z",
                     *           "updated_at": "2026-11-22T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "pagination": {
                     *         "per_page": 50,
                     *         "next": null,
                     *         "prev": null
                     *       }
                     *     }
                     */
                    readonly "application/json": components["schemas"]["AnnotationPage"];
                };
            };
            readonly 400: components["responses"]["MalformedRequestOrMalformedCursor"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 422: components["responses"]["UnknownFieldOrInvalid"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly getAnnotation: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Only if the thing is in none of these states: a list of `ETag`s as answers gave them, or `*`. What is in one of them is a `304` without a body. The whole tag counts; whether it is weak does not. */
                readonly "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            readonly path: {
                readonly annotation_id: components["parameters"]["annotation_id"];
                readonly project_id: components["parameters"]["project_id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The annotation. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0080",
                     *       "item_id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0060",
                     *       "task_id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0070",
                     *       "annotator": {
                     *         "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0002",
                     *         "name": "annotator-1"
                     *       },
                     *       "value": {
                     *         "sentiment": "positive"
                     *       },
                     *       "guideline_version": 1,
                     *       "annotation_ui_version": 1,
                     *       "source": "task",
                     *       "origin": null,
                     *       "revision": 1,
                     *       "created_at": "2026-11-22T09:30:00.000Z",
                     *       "updated_at": "2026-11-22T09:30:00.000Z"
                     *     }
                     */
                    readonly "application/json": components["schemas"]["Annotation"];
                };
            };
            /** @description It is in a state that `If-None-Match` names: nothing is sent of it. */
            readonly 304: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["MalformedRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 422: components["responses"]["UnknownField"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly deleteAnnotation: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Only if the thing is at one of these: `*`, or a list of `ETag`s as answers gave them. Only their revision counts, so that `"3"` says as much as `"3.kq1cYqXbJ0yWlS8z"`. What matches none is a `412` with the current revision as its `ETag`; a weak tag never matches. What has no `revision` is at `"1"`. */
                readonly "If-Match"?: components["parameters"]["If-Match"];
            };
            readonly path: {
                readonly annotation_id: components["parameters"]["annotation_id"];
                readonly project_id: components["parameters"]["project_id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description It is gone. */
            readonly 204: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["MalformedRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 409: components["responses"]["Archived"];
            readonly 412: components["responses"]["Stale"];
            readonly 422: components["responses"]["UnknownFieldOrInvalid"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly reviseAnnotation: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Only if the thing is at one of these: `*`, or a list of `ETag`s as answers gave them. Only their revision counts, so that `"3"` says as much as `"3.kq1cYqXbJ0yWlS8z"`. What matches none is a `412` with the current revision as its `ETag`; a weak tag never matches. What has no `revision` is at `"1"`. */
                readonly "If-Match"?: components["parameters"]["If-Match"];
            };
            readonly path: {
                readonly annotation_id: components["parameters"]["annotation_id"];
                readonly project_id: components["parameters"]["project_id"];
            };
            readonly cookie?: never;
        };
        /** @description At most 4 MiB after inflating; `Content-Encoding: gzip` is accepted. */
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "value": {
                 *         "sentiment": "negative"
                 *       }
                 *     }
                 */
                readonly "application/json": components["schemas"]["ReviseAnnotation"];
            };
        };
        readonly responses: {
            /** @description The annotation as it is now. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0080",
                     *       "item_id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0060",
                     *       "task_id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0070",
                     *       "annotator": {
                     *         "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0002",
                     *         "name": "annotator-1"
                     *       },
                     *       "value": {
                     *         "sentiment": "negative"
                     *       },
                     *       "guideline_version": 1,
                     *       "annotation_ui_version": 1,
                     *       "source": "task",
                     *       "origin": null,
                     *       "revision": 2,
                     *       "created_at": "2026-11-22T09:30:00.000Z",
                     *       "updated_at": "2026-11-22T10:30:00.000Z"
                     *     }
                     */
                    readonly "application/json": components["schemas"]["Annotation"];
                };
            };
            readonly 400: components["responses"]["MalformedRequestOrMalformedJson"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["Archived"];
            readonly 412: components["responses"]["Stale"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["UnknownFieldOrInvalid"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly restoreAnnotation: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes the request repeatable: with the same key it takes effect once. Use a new one, such as a UUID, for every new request. */
                readonly "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            readonly path: {
                readonly annotation_id: components["parameters"]["annotation_id"];
                readonly project_id: components["parameters"]["project_id"];
            };
            readonly cookie?: never;
        };
        /** @description At most 256 KiB after inflating; `Content-Encoding: gzip` is accepted. */
        readonly requestBody?: {
            readonly content: {
                /** @example {} */
                readonly "application/json": components["schemas"]["NoFields"];
            };
        };
        readonly responses: {
            /** @description The annotation. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0080",
                     *       "item_id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0060",
                     *       "task_id": null,
                     *       "annotator": {
                     *         "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0002",
                     *         "name": "annotator-1"
                     *       },
                     *       "value": {
                     *         "sentiment": "positive"
                     *       },
                     *       "guideline_version": 1,
                     *       "annotation_ui_version": 1,
                     *       "source": "task",
                     *       "origin": null,
                     *       "revision": 1,
                     *       "created_at": "2026-11-22T09:30:00.000Z",
                     *       "updated_at": "2026-11-22T09:30:00.000Z"
                     *     }
                     */
                    readonly "application/json": components["schemas"]["Annotation"];
                };
            };
            readonly 400: components["responses"]["MalformedRequestOrMalformedJson"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["AlreadyExistsOrInUseOrArchivedOrIdempotencyInFlight"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["UnknownFieldOrInvalidOrIdempotencyMismatch"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly listAnnotationRevisions: {
        readonly parameters: {
            readonly query?: {
                /** @description Where the page begins: opaque, from the URLs in `pagination`. Belongs to one list with its filters and order. */
                readonly cursor?: components["parameters"]["cursor"];
                /** @description Oldest first (`asc`) or newest first (`desc`). */
                readonly order?: components["parameters"]["order"];
                /** @description How many rows a page has at most. It ends earlier where what its rows are made of would hold more than 8 MiB together; `next` then leads on. */
                readonly per_page?: components["parameters"]["per_page"];
            };
            readonly header?: never;
            readonly path: {
                readonly annotation_id: components["parameters"]["annotation_id"];
                readonly project_id: components["parameters"]["project_id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One page of the list, oldest first unless `order` says otherwise. */
            readonly 200: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "revisions": [
                     *         {
                     *           "revision": 1,
                     *           "value": {
                     *             "sentiment": "positive"
                     *           },
                     *           "author": {
                     *             "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0002",
                     *             "name": "annotator-1"
                     *           },
                     *           "source": "task",
                     *           "created_at": "2026-11-22T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "pagination": {
                     *         "per_page": 50,
                     *         "next": null,
                     *         "prev": null
                     *       }
                     *     }
                     */
                    readonly "application/json": components["schemas"]["AnnotationRevisionPage"];
                };
            };
            readonly 400: components["responses"]["MalformedRequestOrMalformedCursor"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 422: components["responses"]["UnknownFieldOrInvalid"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly deleteAnnotations: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes the request repeatable: with the same key it takes effect once. Use a new one, such as a UUID, for every new request. */
                readonly "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            readonly path: {
                readonly project_id: components["parameters"]["project_id"];
            };
            readonly cookie?: never;
        };
        /** @description At most 256 KiB after inflating; `Content-Encoding: gzip` is accepted. */
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "filter": {
                 *         "guideline_version": 1,
                 *         "source": "task"
                 *       },
                 *       "expected_count": 128
                 *     }
                 */
                readonly "application/json": components["schemas"]["DeleteAnnotations"];
            };
        };
        readonly responses: {
            /** @description How many were deleted, and how many are left. */
            readonly 200: {
                headers: {
                    readonly "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "deleted": 128,
                     *       "remaining": 0
                     *     }
                     */
                    readonly "application/json": components["schemas"]["DeletedMany"];
                };
            };
            readonly 400: components["responses"]["MalformedRequestOrMalformedJson"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["UnexpectedCountOrArchivedOrIdempotencyInFlight"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["UnknownFieldOrInvalidOrIdempotencyMismatch"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly importAnnotations: {
        readonly parameters: {
            readonly query?: {
                /** @description Of a table only: what stands between its cells (a tab is `%09` in a URL). Default: a tab in `text/tab-separated-values`, else a comma. */
                readonly delimiter?: components["parameters"]["delimiter"];
                /** @description Of a table only: `escape` takes exactly one leading `'` from each cell, headings included, which an export has put there; give it wherever a table comes from an export without `formulas=keep`. `keep`, the default, takes each cell as it is. */
                readonly formulas?: components["parameters"]["formulas"];
                /** @description What happens to a line of which there is one already, with other content. */
                readonly on_conflict?: components["parameters"]["on_conflict"];
                /** @description Whether a bad line leaves the others alone, or nothing is written at all (at most 10 MiB). */
                readonly on_error?: components["parameters"]["on_error"];
                /** @description Where the names in the lines come from that say no `source` of their own: the tool, the vendor or the batch. One name of two sources is two external users. Without a source, a name means the same external user in every import into the organization that says none. */
                readonly source?: string;
            };
            readonly header?: {
                /** @description Makes the request repeatable: with the same key it takes effect once. Use a new one, such as a UUID, for every new request. */
                readonly "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            readonly path: {
                readonly project_id: components["parameters"]["project_id"];
            };
            readonly cookie?: never;
        };
        /**
         * @description As `application/json` at most 10 MiB; as `application/x-ndjson` (one `ImportAnnotation` per line, blank lines are ignored) a stream of any length with lines of at most 1 MiB. All counted after inflating; `Content-Encoding: gzip` is accepted.
         *
         *     As `text/csv` or `text/tab-separated-values` a table (RFC 4180) of any length in UTF-8, with or without a byte order mark, whose first row names the columns; rows end with CRLF, LF or CR, have at most 1 MiB, and one that holds nothing is ignored. The `line` of a fault is the line of the file at which the row begins.
         */
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "annotations": [
                 *         {
                 *           "external_id": "sentence-1",
                 *           "annotator": "w17",
                 *           "value": {
                 *             "sentiment": "positive"
                 *           }
                 *         }
                 *       ]
                 *     }
                 */
                readonly "application/json": components["schemas"]["ImportAnnotations"];
                /**
                 * @example {
                 *       "external_id": "sentence-1",
                 *       "annotator": "w17",
                 *       "value": {
                 *         "sentiment": "positive"
                 *       }
                 *     }
                 */
                readonly "application/x-ndjson": components["schemas"]["ImportAnnotation"];
                /**
                 * @example external_id,annotator,sentiment
                 *     sentence-1,w17,positive
                 */
                readonly "text/csv": string;
                /**
                 * @example external_id	annotator	sentiment
                 *     sentence-1	w17	positive
                 */
                readonly "text/tab-separated-values": string;
            };
        };
        readonly responses: {
            /** @description What the import did. */
            readonly 200: {
                headers: {
                    readonly "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "created": 998,
                     *       "updated": 0,
                     *       "unchanged": 1,
                     *       "rejected": 1,
                     *       "errors": [
                     *         {
                     *           "line": 17,
                     *           "pointer": "/data",
                     *           "code": "required",
                     *           "detail": "This field is required."
                     *         }
                     *       ]
                     *     }
                     */
                    readonly "application/json": components["schemas"]["ImportResult"];
                };
            };
            readonly 400: components["responses"]["MalformedRequestOrMalformedJson"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["NotReadyOrArchivedOrIdempotencyInFlight"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["UnknownFieldOrInvalidOrIdempotencyMismatch"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly exportProject: {
        readonly parameters: {
            readonly query?: {
                /** @description Of a table only: whether it begins with a byte order mark, by which Excel knows UTF-8. */
                readonly bom?: boolean;
                /** @description The `Goldset-Next-Cursor` of an earlier export with the same `state`: only items whose fields, state, annotations or predictions changed since, in the order of their changes, and a `DeletedItem` for each that was deleted. */
                readonly changed_since?: string;
                /** @description With `format=csv` only: what stands between the cells (a tab is `%09` in a URL). Default: a comma. Excel takes `;` where the comma stands before decimals. */
                readonly delimiter?: string;
                /** @description One item per line, or (`csv`, RFC 4180; `tsv`, the same with tabs) one annotation per row; an item without annotations has no row. */
                readonly format?: "ndjson" | "csv" | "tsv";
                /** @description In a table, a text that a spreadsheet could take for a formula (it begins with `=`, `+`, `-`, `@`, tab or CR) gets a leading `'`, and so does one that begins with `'`, so that one `'` is always one escape; numbers stay as they are. Import such a table with `formulas=escape`. `keep` leaves all texts as they are. */
                readonly formulas?: "escape" | "keep";
                /** @description How people are named: by `id`, `name` and `kind`, or (`email`) members by their e-mail address as well and external users by the source of their name, so that an import knows them again in another organization. `email` needs the permission `member:read`. */
                readonly people?: "name" | "email";
                /** @description Only items that are in this state. */
                readonly state?: "open" | "claimed" | "complete";
            };
            readonly header?: never;
            readonly path: {
                readonly project_id: components["parameters"]["project_id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The lines. */
            readonly 200: {
                headers: {
                    /** @description A file name (RFC 6266): that of the project, without what file systems refuse, and the format. */
                    readonly "Content-Disposition": string;
                    /** @description To be given as `changed_since` of the next export, which with this one misses no change. */
                    readonly "Goldset-Next-Cursor": string;
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0060",
                     *       "external_id": "sentence-1",
                     *       "data": {
                     *         "text": "the cast is phenomenal"
                     *       },
                     *       "metadata": {},
                     *       "priority": 0,
                     *       "overlap": 3,
                     *       "state": "open",
                     *       "annotation_count": 1,
                     *       "skips": [
                     *         {
                     *           "task_id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0071",
                     *           "annotator": {
                     *             "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0002",
                     *             "name": "annotator-1",
                     *             "kind": "person"
                     *           },
                     *           "reason": "not in English",
                     *           "skipped_at": "2026-11-22T09:30:00.000Z",
                     *           "requeued_at": null
                     *         }
                     *       ],
                     *       "requeued": null,
                     *       "revision": 1,
                     *       "created_at": "2026-11-22T09:30:00.000Z",
                     *       "updated_at": "2026-11-22T09:30:00.000Z",
                     *       "annotations": [
                     *         {
                     *           "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0080",
                     *           "item_id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0060",
                     *           "task_id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0070",
                     *           "annotator": {
                     *             "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0002",
                     *             "name": "annotator-1",
                     *             "kind": "person"
                     *           },
                     *           "value": {
                     *             "sentiment": "positive"
                     *           },
                     *           "guideline_version": 1,
                     *           "annotation_ui_version": 1,
                     *           "source": "task",
                     *           "origin": null,
                     *           "revision": 1,
                     *           "created_at": "2026-11-22T09:30:00.000Z",
                     *           "updated_at": "2026-11-22T09:30:00.000Z",
                     *           "revisions": []
                     *         }
                     *       ],
                     *       "predictions": [
                     *         {
                     *           "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0090",
                     *           "item_id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0060",
                     *           "model": "sentiment-small",
                     *           "model_version": "3",
                     *           "score": 0.97,
                     *           "value": {
                     *             "sentiment": "positive"
                     *           },
                     *           "annotation_ui_version": 1,
                     *           "created_at": "2026-11-22T09:30:00.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    readonly "application/x-ndjson": components["schemas"]["ExportLine"];
                    /**
                     * @example item_id,external_id,data,annotator_id,annotator,sentiment,guideline_version,annotation_ui_version,created_at
                     *     0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0060,sentence-1,"{""text"":""the cast is phenomenal""}",0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0002,annotator-1,positive,1,1,2026-11-22T09:30:00.000Z
                     */
                    readonly "text/csv": string;
                    /**
                     * @example item_id	external_id	data	annotator_id	annotator	sentiment	guideline_version	annotation_ui_version	created_at
                     *     0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0060	sentence-1	"{""text"":""the cast is phenomenal""}"	0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0002	annotator-1	positive	1	1	2026-11-22T09:30:00.000Z
                     */
                    readonly "text/tab-separated-values": string;
                };
            };
            readonly 400: components["responses"]["MalformedRequestOrMalformedCursor"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 422: components["responses"]["UnknownFieldOrInvalid"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly listGuidelines: {
        readonly parameters: {
            readonly query?: {
                /** @description Where the page begins: opaque, from the URLs in `pagination`. Belongs to one list with its filters and order. */
                readonly cursor?: components["parameters"]["cursor"];
                /** @description Oldest first (`asc`) or newest first (`desc`). */
                readonly order?: components["parameters"]["order"];
                /** @description How many rows a page has at most. It ends earlier where what its rows are made of would hold more than 8 MiB together; `next` then leads on. */
                readonly per_page?: components["parameters"]["per_page"];
            };
            readonly header?: never;
            readonly path: {
                readonly project_id: components["parameters"]["project_id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One page of the list, oldest first unless `order` says otherwise. */
            readonly 200: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "guidelines": [
                     *         {
                     *           "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0050",
                     *           "version": 1,
                     *           "text": "# Sentiment\n\nJudge the sentence, not the film.",
                     *           "annotation_ui_version": 1,
                     *           "created_by": {
                     *             "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0001",
                     *             "name": "Ada"
                     *           },
                     *           "created_at": "2026-11-22T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "pagination": {
                     *         "per_page": 50,
                     *         "next": null,
                     *         "prev": null
                     *       }
                     *     }
                     */
                    readonly "application/json": components["schemas"]["GuidelinePage"];
                };
            };
            readonly 400: components["responses"]["MalformedRequestOrMalformedCursor"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 422: components["responses"]["UnknownFieldOrInvalid"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly publishGuideline: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes the request repeatable: with the same key it takes effect once. Use a new one, such as a UUID, for every new request. */
                readonly "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            readonly path: {
                readonly project_id: components["parameters"]["project_id"];
            };
            readonly cookie?: never;
        };
        /** @description At most 256 KiB after inflating; `Content-Encoding: gzip` is accepted. */
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "text": "# Sentiment\n\nJudge the sentence, not the film."
                 *     }
                 */
                readonly "application/json": components["schemas"]["PublishGuideline"];
            };
        };
        readonly responses: {
            /** @description It was made; this is all of it. */
            readonly 201: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    /** @description The path of what was made: `GET` reads it. */
                    readonly Location: string;
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0050",
                     *       "version": 1,
                     *       "text": "# Sentiment\n\nJudge the sentence, not the film.",
                     *       "annotation_ui_version": 1,
                     *       "created_by": {
                     *         "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0001",
                     *         "name": "Ada"
                     *       },
                     *       "created_at": "2026-11-22T09:30:00.000Z"
                     *     }
                     */
                    readonly "application/json": components["schemas"]["Guideline"];
                };
            };
            readonly 400: components["responses"]["MalformedRequestOrMalformedJson"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["NotReadyOrArchivedOrIdempotencyInFlight"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["UnknownFieldOrInvalidOrIdempotencyMismatch"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly getGuideline: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Only if the thing is in none of these states: a list of `ETag`s as answers gave them, or `*`. What is in one of them is a `304` without a body. The whole tag counts; whether it is weak does not. */
                readonly "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            readonly path: {
                readonly project_id: components["parameters"]["project_id"];
                readonly version: components["parameters"]["version"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The guideline. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0050",
                     *       "version": 1,
                     *       "text": "# Sentiment\n\nJudge the sentence, not the film.",
                     *       "annotation_ui_version": 1,
                     *       "created_by": {
                     *         "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0001",
                     *         "name": "Ada"
                     *       },
                     *       "created_at": "2026-11-22T09:30:00.000Z"
                     *     }
                     */
                    readonly "application/json": components["schemas"]["Guideline"];
                };
            };
            /** @description It is in a state that `If-None-Match` names: nothing is sent of it. */
            readonly 304: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["MalformedRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 422: components["responses"]["UnknownField"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly getLatestGuideline: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Only if the thing is in none of these states: a list of `ETag`s as answers gave them, or `*`. What is in one of them is a `304` without a body. The whole tag counts; whether it is weak does not. */
                readonly "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            readonly path: {
                readonly project_id: components["parameters"]["project_id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The guideline. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0050",
                     *       "version": 1,
                     *       "text": "# Sentiment\n\nJudge the sentence, not the film.",
                     *       "annotation_ui_version": 1,
                     *       "created_by": {
                     *         "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0001",
                     *         "name": "Ada"
                     *       },
                     *       "created_at": "2026-11-22T09:30:00.000Z"
                     *     }
                     */
                    readonly "application/json": components["schemas"]["Guideline"];
                };
            };
            /** @description It is in a state that `If-None-Match` names: nothing is sent of it. */
            readonly 304: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["MalformedRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 422: components["responses"]["UnknownField"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly listItems: {
        readonly parameters: {
            readonly query?: {
                /** @description Made later than this moment. */
                readonly created_after?: string;
                /** @description Made earlier than this moment. */
                readonly created_before?: string;
                /** @description Where the page begins: opaque, from the URLs in `pagination`. Belongs to one list with its filters and order. */
                readonly cursor?: components["parameters"]["cursor"];
                /** @description With `true`, only what is deleted and can be restored, for those who may restore it; else only what is not deleted. */
                readonly deleted?: components["parameters"]["deleted"];
                /** @description Whether the item is open, was skipped, and could be given to nobody who may claim tasks now. Those are found at once, however many items there are. */
                readonly exhausted?: boolean;
                /** @description Exactly this one. */
                readonly external_id?: string;
                /** @description The item’s `metadata` has this value under this key: the text itself, or, where the text is one in JSON, the number, the boolean or `null`. `x.y` is the key `x.y`, and the key `y` of an object under `x`; at any dot, and at any depth. */
                readonly metadata?: {
                    readonly [key: string]: string;
                };
                /** @description Oldest first (`asc`) or newest first (`desc`). */
                readonly order?: components["parameters"]["order"];
                /** @description How many rows a page has at most. It ends earlier where what its rows are made of would hold more than 8 MiB together; `next` then leads on. */
                readonly per_page?: components["parameters"]["per_page"];
                /** @description `open`: a place is free, also one whose lease has ended. `claimed`: all places are taken. `complete`: it has as many answers as its `overlap`. */
                readonly state?: components["schemas"]["ItemState"];
            };
            readonly header?: never;
            readonly path: {
                readonly project_id: components["parameters"]["project_id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One page of the list, oldest first unless `order` says otherwise. */
            readonly 200: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0060",
                     *           "external_id": "sentence-1",
                     *           "data": {
                     *             "text": "the cast is phenomenal"
                     *           },
                     *           "metadata": {},
                     *           "priority": 0,
                     *           "overlap": 3,
                     *           "state": "open",
                     *           "annotation_count": 1,
                     *           "skips": [
                     *             {
                     *               "task_id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0071",
                     *               "annotator": {
                     *                 "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0002",
                     *                 "name": "annotator-1"
                     *               },
                     *               "reason": "not in English",
                     *               "skipped_at": "2026-11-22T09:30:00.000Z",
                     *               "requeued_at": null
                     *             }
                     *           ],
                     *           "requeued": null,
                     *           "revision": 1,
                     *           "created_at": "2026-11-22T09:30:00.000Z",
                     *           "updated_at": "2026-11-22T09:30:00.000Z",
                     *           "deleted_at": null
                     *         }
                     *       ],
                     *       "pagination": {
                     *         "per_page": 50,
                     *         "next": null,
                     *         "prev": null
                     *       }
                     *     }
                     */
                    readonly "application/json": components["schemas"]["ItemPage"];
                };
            };
            readonly 400: components["responses"]["MalformedRequestOrMalformedCursor"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 422: components["responses"]["UnknownFieldOrInvalid"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly importItems: {
        readonly parameters: {
            readonly query?: {
                /** @description Of a table only: what stands between its cells (a tab is `%09` in a URL). Default: a tab in `text/tab-separated-values`, else a comma. */
                readonly delimiter?: components["parameters"]["delimiter"];
                /** @description Of a table only: the column that names each item. Default: `external_id`, where there is such a column; a table without one makes new items each time it is imported. */
                readonly external_id?: string;
                /** @description Of a table only: `escape` takes exactly one leading `'` from each cell, headings included, which an export has put there; give it wherever a table comes from an export without `formulas=keep`. `keep`, the default, takes each cell as it is. */
                readonly formulas?: components["parameters"]["formulas"];
                /** @description Of a table only: the columns that become `metadata`, with commas between them; a name that has a comma stands in quotes, as in a row. All other columns become `data`. */
                readonly metadata?: string;
                /** @description What happens to a line of which there is one already, with other content. */
                readonly on_conflict?: components["parameters"]["on_conflict"];
                /** @description Whether a bad line leaves the others alone, or nothing is written at all (at most 10 MiB). */
                readonly on_error?: components["parameters"]["on_error"];
                /** @description Of a table only: what columns of `data` and `metadata` hold, as `column:type` with commas between them. The type is `string` (what a column has of which nothing is said: the text of the cell), `number` (as JSON writes it), `boolean` (`true` or `false`) or `json`. A cell that holds nothing of its type rejects its row; with a `?` behind the type (`price:number?`), an empty cell leaves the key out. */
                readonly types?: string;
            };
            readonly header?: {
                /** @description Makes the request repeatable: with the same key it takes effect once. Use a new one, such as a UUID, for every new request. */
                readonly "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            readonly path: {
                readonly project_id: components["parameters"]["project_id"];
            };
            readonly cookie?: never;
        };
        /**
         * @description As `application/json` at most 10 MiB; as `application/x-ndjson` (one `ImportItem` per line, blank lines are ignored) a stream of any length with lines of at most 1 MiB (16 MiB, where they have answers, predictions or skips). All counted after inflating; `Content-Encoding: gzip` is accepted.
         *
         *     As `text/csv` or `text/tab-separated-values` a table (RFC 4180) of any length in UTF-8, with or without a byte order mark, whose first row names the columns; rows end with CRLF, LF or CR, have at most 1 MiB, and one that holds nothing is ignored. The `line` of a fault is the line of the file at which the row begins.
         */
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "items": [
                 *         {
                 *           "external_id": "sentence-1",
                 *           "data": {
                 *             "text": "the cast is phenomenal"
                 *           }
                 *         }
                 *       ]
                 *     }
                 */
                readonly "application/json": components["schemas"]["ImportItems"];
                /**
                 * @example {
                 *       "external_id": "sentence-1",
                 *       "data": {
                 *         "text": "the cast is phenomenal"
                 *       }
                 *     }
                 */
                readonly "application/x-ndjson": components["schemas"]["ImportItem"];
                /**
                 * @example external_id,text,year
                 *     sentence-1,the cast is phenomenal,2019
                 */
                readonly "text/csv": string;
                /**
                 * @example external_id	text	year
                 *     sentence-1	the cast is phenomenal	2019
                 */
                readonly "text/tab-separated-values": string;
            };
        };
        readonly responses: {
            /** @description What the import did. */
            readonly 200: {
                headers: {
                    readonly "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "created": 998,
                     *       "updated": 0,
                     *       "unchanged": 1,
                     *       "rejected": 1,
                     *       "errors": [
                     *         {
                     *           "line": 17,
                     *           "pointer": "/data",
                     *           "code": "required",
                     *           "detail": "This field is required."
                     *         }
                     *       ]
                     *     }
                     */
                    readonly "application/json": components["schemas"]["ImportResult"];
                };
            };
            readonly 400: components["responses"]["MalformedRequestOrMalformedJson"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["ArchivedOrIdempotencyInFlight"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["UnknownFieldOrInvalidOrIdempotencyMismatch"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly getItem: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Only if the thing is in none of these states: a list of `ETag`s as answers gave them, or `*`. What is in one of them is a `304` without a body. The whole tag counts; whether it is weak does not. */
                readonly "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            readonly path: {
                readonly item_id: components["parameters"]["item_id"];
                readonly project_id: components["parameters"]["project_id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The item. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0060",
                     *       "external_id": "sentence-1",
                     *       "data": {
                     *         "text": "the cast is phenomenal"
                     *       },
                     *       "metadata": {},
                     *       "priority": 0,
                     *       "overlap": 3,
                     *       "state": "open",
                     *       "annotation_count": 1,
                     *       "skips": [
                     *         {
                     *           "task_id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0071",
                     *           "annotator": {
                     *             "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0002",
                     *             "name": "annotator-1"
                     *           },
                     *           "reason": "not in English",
                     *           "skipped_at": "2026-11-22T09:30:00.000Z",
                     *           "requeued_at": null
                     *         }
                     *       ],
                     *       "requeued": null,
                     *       "revision": 1,
                     *       "created_at": "2026-11-22T09:30:00.000Z",
                     *       "updated_at": "2026-11-22T09:30:00.000Z",
                     *       "deleted_at": null
                     *     }
                     */
                    readonly "application/json": components["schemas"]["Item"];
                };
            };
            /** @description It is in a state that `If-None-Match` names: nothing is sent of it. */
            readonly 304: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["MalformedRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 422: components["responses"]["UnknownField"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly deleteItem: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Only if the thing is at one of these: `*`, or a list of `ETag`s as answers gave them. Only their revision counts, so that `"3"` says as much as `"3.kq1cYqXbJ0yWlS8z"`. What matches none is a `412` with the current revision as its `ETag`; a weak tag never matches. What has no `revision` is at `"1"`. */
                readonly "If-Match"?: components["parameters"]["If-Match"];
            };
            readonly path: {
                readonly item_id: components["parameters"]["item_id"];
                readonly project_id: components["parameters"]["project_id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description It is gone. */
            readonly 204: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["MalformedRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 409: components["responses"]["Archived"];
            readonly 412: components["responses"]["Stale"];
            readonly 422: components["responses"]["UnknownFieldOrInvalid"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly updateItem: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Only if the thing is at one of these: `*`, or a list of `ETag`s as answers gave them. Only their revision counts, so that `"3"` says as much as `"3.kq1cYqXbJ0yWlS8z"`. What matches none is a `412` with the current revision as its `ETag`; a weak tag never matches. What has no `revision` is at `"1"`. */
                readonly "If-Match"?: components["parameters"]["If-Match"];
            };
            readonly path: {
                readonly item_id: components["parameters"]["item_id"];
                readonly project_id: components["parameters"]["project_id"];
            };
            readonly cookie?: never;
        };
        /** @description At most 2 MiB after inflating; `Content-Encoding: gzip` is accepted. */
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "priority": 9,
                 *       "metadata": {
                 *         "expected": "positive"
                 *       }
                 *     }
                 */
                readonly "application/json": components["schemas"]["UpdateItem"];
            };
        };
        readonly responses: {
            /** @description The item as it is now. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0060",
                     *       "external_id": "sentence-1",
                     *       "data": {
                     *         "text": "the cast is phenomenal"
                     *       },
                     *       "metadata": {
                     *         "expected": "positive"
                     *       },
                     *       "priority": 9,
                     *       "overlap": 3,
                     *       "state": "open",
                     *       "annotation_count": 1,
                     *       "skips": [
                     *         {
                     *           "task_id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0071",
                     *           "annotator": {
                     *             "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0002",
                     *             "name": "annotator-1"
                     *           },
                     *           "reason": "not in English",
                     *           "skipped_at": "2026-11-22T09:30:00.000Z",
                     *           "requeued_at": null
                     *         }
                     *       ],
                     *       "requeued": null,
                     *       "revision": 2,
                     *       "created_at": "2026-11-22T09:30:00.000Z",
                     *       "updated_at": "2026-11-22T09:30:00.000Z",
                     *       "deleted_at": null
                     *     }
                     */
                    readonly "application/json": components["schemas"]["Item"];
                };
            };
            readonly 400: components["responses"]["MalformedRequestOrMalformedJson"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["InUseOrArchived"];
            readonly 412: components["responses"]["Stale"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["UnknownFieldOrInvalid"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly requeueItem: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes the request repeatable: with the same key it takes effect once. Use a new one, such as a UUID, for every new request. */
                readonly "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            readonly path: {
                readonly item_id: components["parameters"]["item_id"];
                readonly project_id: components["parameters"]["project_id"];
            };
            readonly cookie?: never;
        };
        /** @description At most 256 KiB after inflating; `Content-Encoding: gzip` is accepted. */
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "reason": "The guideline says by now what to do with these."
                 *     }
                 */
                readonly "application/json": components["schemas"]["RequeueItem"];
            };
        };
        readonly responses: {
            /** @description The item as it is now. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0060",
                     *       "external_id": "sentence-1",
                     *       "data": {
                     *         "text": "the cast is phenomenal"
                     *       },
                     *       "metadata": {},
                     *       "priority": 0,
                     *       "overlap": 3,
                     *       "state": "open",
                     *       "annotation_count": 1,
                     *       "skips": [
                     *         {
                     *           "task_id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0071",
                     *           "annotator": {
                     *             "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0002",
                     *             "name": "annotator-1"
                     *           },
                     *           "reason": "not in English",
                     *           "skipped_at": "2026-11-22T09:30:00.000Z",
                     *           "requeued_at": "2026-11-22T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "requeued": {
                     *         "by": {
                     *           "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0001",
                     *           "name": "Ada"
                     *         },
                     *         "reason": "The guideline says by now what to do with these.",
                     *         "at": "2026-11-22T09:30:00.000Z"
                     *       },
                     *       "revision": 2,
                     *       "created_at": "2026-11-22T09:30:00.000Z",
                     *       "updated_at": "2026-11-22T09:30:00.000Z",
                     *       "deleted_at": null
                     *     }
                     */
                    readonly "application/json": components["schemas"]["Item"];
                };
            };
            readonly 400: components["responses"]["MalformedRequestOrMalformedJson"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["ArchivedOrIdempotencyInFlight"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["UnknownFieldOrInvalidOrIdempotencyMismatch"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly restoreItem: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes the request repeatable: with the same key it takes effect once. Use a new one, such as a UUID, for every new request. */
                readonly "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            readonly path: {
                readonly item_id: components["parameters"]["item_id"];
                readonly project_id: components["parameters"]["project_id"];
            };
            readonly cookie?: never;
        };
        /** @description At most 256 KiB after inflating; `Content-Encoding: gzip` is accepted. */
        readonly requestBody?: {
            readonly content: {
                /** @example {} */
                readonly "application/json": components["schemas"]["NoFields"];
            };
        };
        readonly responses: {
            /** @description The item. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0060",
                     *       "external_id": "sentence-1",
                     *       "data": {
                     *         "text": "the cast is phenomenal"
                     *       },
                     *       "metadata": {},
                     *       "priority": 0,
                     *       "overlap": 3,
                     *       "state": "open",
                     *       "annotation_count": 1,
                     *       "skips": [
                     *         {
                     *           "task_id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0071",
                     *           "annotator": {
                     *             "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0002",
                     *             "name": "annotator-1"
                     *           },
                     *           "reason": "not in English",
                     *           "skipped_at": "2026-11-22T09:30:00.000Z",
                     *           "requeued_at": null
                     *         }
                     *       ],
                     *       "requeued": null,
                     *       "revision": 1,
                     *       "created_at": "2026-11-22T09:30:00.000Z",
                     *       "updated_at": "2026-11-22T09:30:00.000Z",
                     *       "deleted_at": null
                     *     }
                     */
                    readonly "application/json": components["schemas"]["Item"];
                };
            };
            readonly 400: components["responses"]["MalformedRequestOrMalformedJson"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["ArchivedOrIdempotencyInFlight"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["UnknownFieldOrInvalidOrIdempotencyMismatch"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly listPredictions: {
        readonly parameters: {
            readonly query?: {
                /** @description Where the page begins: opaque, from the URLs in `pagination`. Belongs to one list with its filters and order. */
                readonly cursor?: components["parameters"]["cursor"];
                /** @description With `true`, only what is deleted and can be restored, for those who may restore it; else only what is not deleted. */
                readonly deleted?: components["parameters"]["deleted"];
                /** @description Only those of this item. */
                readonly item_id?: string;
                /** @description Only those of this model, in whatever version. */
                readonly model?: string;
                /** @description Oldest first (`asc`) or newest first (`desc`). */
                readonly order?: components["parameters"]["order"];
                /** @description How many rows a page has at most. It ends earlier where what its rows are made of would hold more than 8 MiB together; `next` then leads on. */
                readonly per_page?: components["parameters"]["per_page"];
            };
            readonly header?: never;
            readonly path: {
                readonly project_id: components["parameters"]["project_id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One page of the list, oldest first unless `order` says otherwise. */
            readonly 200: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "predictions": [
                     *         {
                     *           "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0090",
                     *           "item_id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0060",
                     *           "model": "sentiment-small",
                     *           "model_version": "3",
                     *           "score": 0.97,
                     *           "value": {
                     *             "sentiment": "positive"
                     *           },
                     *           "annotation_ui_version": 1,
                     *           "created_at": "2026-11-22T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "pagination": {
                     *         "per_page": 50,
                     *         "next": null,
                     *         "prev": null
                     *       }
                     *     }
                     */
                    readonly "application/json": components["schemas"]["PredictionPage"];
                };
            };
            readonly 400: components["responses"]["MalformedRequestOrMalformedCursor"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 422: components["responses"]["UnknownFieldOrInvalid"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly importPredictions: {
        readonly parameters: {
            readonly query?: {
                /** @description What happens to a line of which there is one already, with other content. */
                readonly on_conflict?: components["parameters"]["on_conflict"];
                /** @description Whether a bad line leaves the others alone, or nothing is written at all (at most 10 MiB). */
                readonly on_error?: components["parameters"]["on_error"];
            };
            readonly header?: {
                /** @description Makes the request repeatable: with the same key it takes effect once. Use a new one, such as a UUID, for every new request. */
                readonly "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            readonly path: {
                readonly project_id: components["parameters"]["project_id"];
            };
            readonly cookie?: never;
        };
        /** @description As `application/json` at most 10 MiB; as `application/x-ndjson` (one `ImportPrediction` per line, blank lines are ignored) a stream of any length with lines of at most 1 MiB. All counted after inflating; `Content-Encoding: gzip` is accepted. */
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "predictions": [
                 *         {
                 *           "external_id": "sentence-1",
                 *           "model": "sentiment-small",
                 *           "model_version": "3",
                 *           "score": 0.97,
                 *           "value": {
                 *             "sentiment": "positive"
                 *           }
                 *         }
                 *       ]
                 *     }
                 */
                readonly "application/json": components["schemas"]["ImportPredictions"];
                /**
                 * @example {
                 *       "external_id": "sentence-1",
                 *       "model": "sentiment-small",
                 *       "model_version": "3",
                 *       "score": 0.97,
                 *       "value": {
                 *         "sentiment": "positive"
                 *       }
                 *     }
                 */
                readonly "application/x-ndjson": components["schemas"]["ImportPrediction"];
            };
        };
        readonly responses: {
            /** @description What the import did. */
            readonly 200: {
                headers: {
                    readonly "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "created": 998,
                     *       "updated": 0,
                     *       "unchanged": 1,
                     *       "rejected": 1,
                     *       "errors": [
                     *         {
                     *           "line": 17,
                     *           "pointer": "/external_id",
                     *           "code": "not_found",
                     *           "detail": "The project has no item with the external_id \"sentence-17\"; import it first."
                     *         }
                     *       ]
                     *     }
                     */
                    readonly "application/json": components["schemas"]["ImportResult"];
                };
            };
            readonly 400: components["responses"]["MalformedRequestOrMalformedJson"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["NotReadyOrArchivedOrIdempotencyInFlight"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["UnknownFieldOrInvalidOrIdempotencyMismatch"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly getPrediction: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Only if the thing is in none of these states: a list of `ETag`s as answers gave them, or `*`. What is in one of them is a `304` without a body. The whole tag counts; whether it is weak does not. */
                readonly "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            readonly path: {
                readonly prediction_id: components["parameters"]["prediction_id"];
                readonly project_id: components["parameters"]["project_id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The prediction. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0090",
                     *       "item_id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0060",
                     *       "model": "sentiment-small",
                     *       "model_version": "3",
                     *       "score": 0.97,
                     *       "value": {
                     *         "sentiment": "positive"
                     *       },
                     *       "annotation_ui_version": 1,
                     *       "created_at": "2026-11-22T09:30:00.000Z"
                     *     }
                     */
                    readonly "application/json": components["schemas"]["Prediction"];
                };
            };
            /** @description It is in a state that `If-None-Match` names: nothing is sent of it. */
            readonly 304: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["MalformedRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 422: components["responses"]["UnknownField"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly deletePrediction: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Only if the thing is at one of these: `*`, or a list of `ETag`s as answers gave them. Only their revision counts, so that `"3"` says as much as `"3.kq1cYqXbJ0yWlS8z"`. What matches none is a `412` with the current revision as its `ETag`; a weak tag never matches. What has no `revision` is at `"1"`. */
                readonly "If-Match"?: components["parameters"]["If-Match"];
            };
            readonly path: {
                readonly prediction_id: components["parameters"]["prediction_id"];
                readonly project_id: components["parameters"]["project_id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description It is gone. */
            readonly 204: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["MalformedRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 409: components["responses"]["Archived"];
            readonly 412: components["responses"]["Stale"];
            readonly 422: components["responses"]["UnknownFieldOrInvalid"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly restorePrediction: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes the request repeatable: with the same key it takes effect once. Use a new one, such as a UUID, for every new request. */
                readonly "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            readonly path: {
                readonly prediction_id: components["parameters"]["prediction_id"];
                readonly project_id: components["parameters"]["project_id"];
            };
            readonly cookie?: never;
        };
        /** @description At most 256 KiB after inflating; `Content-Encoding: gzip` is accepted. */
        readonly requestBody?: {
            readonly content: {
                /** @example {} */
                readonly "application/json": components["schemas"]["NoFields"];
            };
        };
        readonly responses: {
            /** @description The prediction. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0090",
                     *       "item_id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0060",
                     *       "model": "sentiment-small",
                     *       "model_version": "3",
                     *       "score": 0.97,
                     *       "value": {
                     *         "sentiment": "positive"
                     *       },
                     *       "annotation_ui_version": 1,
                     *       "created_at": "2026-11-22T09:30:00.000Z"
                     *     }
                     */
                    readonly "application/json": components["schemas"]["Prediction"];
                };
            };
            readonly 400: components["responses"]["MalformedRequestOrMalformedJson"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["AlreadyExistsOrArchivedOrIdempotencyInFlight"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["UnknownFieldOrInvalidOrIdempotencyMismatch"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly deletePredictions: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes the request repeatable: with the same key it takes effect once. Use a new one, such as a UUID, for every new request. */
                readonly "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            readonly path: {
                readonly project_id: components["parameters"]["project_id"];
            };
            readonly cookie?: never;
        };
        /** @description At most 256 KiB after inflating; `Content-Encoding: gzip` is accepted. */
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "filter": {
                 *         "model": "sentiment-small",
                 *         "model_version": "3"
                 *       },
                 *       "expected_count": 128
                 *     }
                 */
                readonly "application/json": components["schemas"]["DeletePredictions"];
            };
        };
        readonly responses: {
            /** @description How many were deleted, and how many are left. */
            readonly 200: {
                headers: {
                    readonly "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "deleted": 128,
                     *       "remaining": 0
                     *     }
                     */
                    readonly "application/json": components["schemas"]["DeletedMany"];
                };
            };
            readonly 400: components["responses"]["MalformedRequestOrMalformedJson"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["UnexpectedCountOrArchivedOrIdempotencyInFlight"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["UnknownFieldOrInvalidOrIdempotencyMismatch"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly getProgress: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Only if the thing is in none of these states: a list of `ETag`s as answers gave them, or `*`. What is in one of them is a `304` without a body. The whole tag counts; whether it is weak does not. */
                readonly "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            readonly path: {
                readonly project_id: components["parameters"]["project_id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description How many items and tasks are in each state. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": {
                     *         "open": 2400,
                     *         "claimed": 12,
                     *         "complete": 2587,
                     *         "exhausted": 3
                     *       },
                     *       "tasks": {
                     *         "claimed": 20,
                     *         "submitted": 9981,
                     *         "skipped": 31,
                     *         "released": 4,
                     *         "expired": 9
                     *       }
                     *     }
                     */
                    readonly "application/json": components["schemas"]["Progress"];
                };
            };
            /** @description It is in a state that `If-None-Match` names: nothing is sent of it. */
            readonly 304: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["MalformedRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 422: components["responses"]["UnknownField"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly listAnnotatorProgress: {
        readonly parameters: {
            readonly query?: {
                /** @description Where the page begins: opaque, from the URLs in `pagination`. Belongs to one list with its filters and order. */
                readonly cursor?: components["parameters"]["cursor"];
                /** @description Oldest first (`asc`) or newest first (`desc`). */
                readonly order?: components["parameters"]["order"];
                /** @description How many rows a page has at most. It ends earlier where what its rows are made of would hold more than 8 MiB together; `next` then leads on. */
                readonly per_page?: components["parameters"]["per_page"];
            };
            readonly header?: never;
            readonly path: {
                readonly project_id: components["parameters"]["project_id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One page of the list, oldest first unless `order` says otherwise. */
            readonly 200: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "annotators": [
                     *         {
                     *           "annotator": {
                     *             "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0002",
                     *             "name": "annotator-1"
                     *           },
                     *           "tasks": {
                     *             "claimed": 2,
                     *             "submitted": 641,
                     *             "skipped": 3,
                     *             "released": 0,
                     *             "expired": 1
                     *           },
                     *           "annotations": 641
                     *         }
                     *       ],
                     *       "pagination": {
                     *         "per_page": 50,
                     *         "next": null,
                     *         "prev": null
                     *       }
                     *     }
                     */
                    readonly "application/json": components["schemas"]["AnnotatorProgressPage"];
                };
            };
            readonly 400: components["responses"]["MalformedRequestOrMalformedCursor"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 422: components["responses"]["UnknownFieldOrInvalid"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly restoreProject: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes the request repeatable: with the same key it takes effect once. Use a new one, such as a UUID, for every new request. */
                readonly "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            readonly path: {
                readonly project_id: components["parameters"]["project_id"];
            };
            readonly cookie?: never;
        };
        /** @description At most 256 KiB after inflating; `Content-Encoding: gzip` is accepted. */
        readonly requestBody?: {
            readonly content: {
                /** @example {} */
                readonly "application/json": components["schemas"]["NoFields"];
            };
        };
        readonly responses: {
            /** @description The project. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0030",
                     *       "organization": {
                     *         "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0010",
                     *         "name": "Acme Research"
                     *       },
                     *       "name": "Movie reviews",
                     *       "description": "",
                     *       "state": "active",
                     *       "overlap": 3,
                     *       "lease_seconds": 600,
                     *       "max_claimed": 100,
                     *       "show_predictions": false,
                     *       "revision": 1,
                     *       "created_by": {
                     *         "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0001",
                     *         "name": "Ada"
                     *       },
                     *       "created_at": "2026-11-22T09:30:00.000Z",
                     *       "updated_at": "2026-11-22T09:30:00.000Z",
                     *       "deleted_at": null
                     *     }
                     */
                    readonly "application/json": components["schemas"]["Project"];
                };
            };
            readonly 400: components["responses"]["MalformedRequestOrMalformedJson"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["IdempotencyInFlight"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["UnknownFieldOrInvalidOrIdempotencyMismatch"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly getSetup: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly project_id: components["parameters"]["project_id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The setup. */
            readonly 200: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "settings": {
                     *         "description": "",
                     *         "overlap": 3,
                     *         "lease_seconds": 600,
                     *         "max_claimed": 100,
                     *         "show_predictions": false
                     *       },
                     *       "annotation_uis": [
                     *         {
                     *           "version": 1,
                     *           "name": "Sentiment",
                     *           "controls": [
                     *             {
                     *               "kind": "choice",
                     *               "name": "sentiment",
                     *               "required": true,
                     *               "source": "text",
                     *               "options": [
                     *                 "positive",
                     *                 "negative"
                     *               ]
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "guidelines": [
                     *         {
                     *           "version": 1,
                     *           "text": "# Sentiment\n\nJudge the sentence, not the film.",
                     *           "annotation_ui_version": 1
                     *         }
                     *       ]
                     *     }
                     */
                    readonly "application/json": components["schemas"]["Setup"];
                };
            };
            readonly 400: components["responses"]["MalformedRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 422: components["responses"]["UnknownField"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly importSetup: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes the request repeatable: with the same key it takes effect once. Use a new one, such as a UUID, for every new request. */
                readonly "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            readonly path: {
                readonly project_id: components["parameters"]["project_id"];
            };
            readonly cookie?: never;
        };
        /** @description At most 10 MiB after inflating; `Content-Encoding: gzip` is accepted. */
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "settings": {
                 *         "overlap": 3
                 *       },
                 *       "annotation_uis": [
                 *         {
                 *           "version": 1,
                 *           "name": "Sentiment",
                 *           "controls": [
                 *             {
                 *               "name": "sentiment",
                 *               "kind": "choice",
                 *               "source": "text",
                 *               "options": [
                 *                 "positive",
                 *                 "negative"
                 *               ]
                 *             }
                 *           ]
                 *         }
                 *       ],
                 *       "guidelines": [
                 *         {
                 *           "version": 1,
                 *           "text": "# Sentiment\n\nJudge the sentence, not the film.",
                 *           "annotation_ui_version": 1
                 *         }
                 *       ]
                 *     }
                 */
                readonly "application/json": components["schemas"]["ImportSetup"];
            };
        };
        readonly responses: {
            /** @description The setup as it is now. */
            readonly 200: {
                headers: {
                    readonly "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "settings": {
                     *         "description": "",
                     *         "overlap": 3,
                     *         "lease_seconds": 600,
                     *         "max_claimed": 100,
                     *         "show_predictions": false
                     *       },
                     *       "annotation_uis": [
                     *         {
                     *           "version": 1,
                     *           "name": "Sentiment",
                     *           "controls": [
                     *             {
                     *               "kind": "choice",
                     *               "name": "sentiment",
                     *               "required": true,
                     *               "source": "text",
                     *               "options": [
                     *                 "positive",
                     *                 "negative"
                     *               ]
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "guidelines": [
                     *         {
                     *           "version": 1,
                     *           "text": "# Sentiment\n\nJudge the sentence, not the film.",
                     *           "annotation_ui_version": 1
                     *         }
                     *       ]
                     *     }
                     */
                    readonly "application/json": components["schemas"]["Setup"];
                };
            };
            readonly 400: components["responses"]["MalformedRequestOrMalformedJson"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["AlreadyExistsOrArchivedOrIdempotencyInFlight"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["UnknownFieldOrInvalidOrIdempotencyMismatch"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly listTasks: {
        readonly parameters: {
            readonly query?: {
                /** @description Only those of this annotator: none of another one’s for those who do not have `task:read_all`. */
                readonly annotator_id?: string;
                /** @description Where the page begins: opaque, from the URLs in `pagination`. Belongs to one list with its filters and order. */
                readonly cursor?: components["parameters"]["cursor"];
                /** @description Only those on this item. */
                readonly item_id?: string;
                /** @description Oldest first (`asc`) or newest first (`desc`). */
                readonly order?: components["parameters"]["order"];
                /** @description How many rows a page has at most. It ends earlier where what its rows are made of would hold more than 8 MiB together; `next` then leads on. */
                readonly per_page?: components["parameters"]["per_page"];
                /** @description Only those in this state. `claimed` are those whose lease has not ended; `expired` includes those whose place nobody has taken, which can still be renewed and submitted. */
                readonly state?: "claimed" | "submitted" | "skipped" | "released" | "expired";
            };
            readonly header?: never;
            readonly path: {
                readonly project_id: components["parameters"]["project_id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One page of the list, oldest first unless `order` says otherwise. */
            readonly 200: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "tasks": [
                     *         {
                     *           "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0070",
                     *           "state": "claimed",
                     *           "item": {
                     *             "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0060",
                     *             "external_id": "sentence-1",
                     *             "data": {
                     *               "text": "the cast is phenomenal"
                     *             }
                     *           },
                     *           "annotator": {
                     *             "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0002",
                     *             "name": "annotator-1"
                     *           },
                     *           "lease": {
                     *             "expires_at": "2026-11-22T09:40:00.000Z"
                     *           },
                     *           "guideline_version": 1,
                     *           "annotation_ui_version": 1,
                     *           "predictions": [],
                     *           "skip_reason": null,
                     *           "created_at": "2026-11-22T09:30:00.000Z",
                     *           "updated_at": "2026-11-22T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "pagination": {
                     *         "per_page": 50,
                     *         "next": null,
                     *         "prev": null
                     *       }
                     *     }
                     */
                    readonly "application/json": components["schemas"]["TaskPage"];
                };
            };
            readonly 400: components["responses"]["MalformedRequestOrMalformedCursor"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 422: components["responses"]["UnknownFieldOrInvalid"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly getTask: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Only if the thing is in none of these states: a list of `ETag`s as answers gave them, or `*`. What is in one of them is a `304` without a body. The whole tag counts; whether it is weak does not. */
                readonly "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            readonly path: {
                readonly project_id: components["parameters"]["project_id"];
                readonly task_id: components["parameters"]["task_id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The task. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0070",
                     *       "state": "claimed",
                     *       "item": {
                     *         "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0060",
                     *         "external_id": "sentence-1",
                     *         "data": {
                     *           "text": "the cast is phenomenal"
                     *         }
                     *       },
                     *       "annotator": {
                     *         "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0002",
                     *         "name": "annotator-1"
                     *       },
                     *       "lease": {
                     *         "expires_at": "2026-11-22T09:40:00.000Z"
                     *       },
                     *       "guideline_version": 1,
                     *       "annotation_ui_version": 1,
                     *       "predictions": [],
                     *       "skip_reason": null,
                     *       "created_at": "2026-11-22T09:30:00.000Z",
                     *       "updated_at": "2026-11-22T09:30:00.000Z"
                     *     }
                     */
                    readonly "application/json": components["schemas"]["Task"];
                };
            };
            /** @description It is in a state that `If-None-Match` names: nothing is sent of it. */
            readonly 304: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["MalformedRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 422: components["responses"]["UnknownField"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly releaseTask: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes the request repeatable: with the same key it takes effect once. Use a new one, such as a UUID, for every new request. */
                readonly "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            readonly path: {
                readonly project_id: components["parameters"]["project_id"];
                readonly task_id: components["parameters"]["task_id"];
            };
            readonly cookie?: never;
        };
        /** @description At most 256 KiB after inflating; `Content-Encoding: gzip` is accepted. */
        readonly requestBody?: {
            readonly content: {
                /** @example {} */
                readonly "application/json": components["schemas"]["NoFields"];
            };
        };
        readonly responses: {
            /** @description The task. */
            readonly 200: {
                headers: {
                    readonly "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0070",
                     *       "state": "released",
                     *       "item": {
                     *         "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0060",
                     *         "external_id": "sentence-1",
                     *         "data": {
                     *           "text": "the cast is phenomenal"
                     *         }
                     *       },
                     *       "annotator": {
                     *         "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0002",
                     *         "name": "annotator-1"
                     *       },
                     *       "lease": {
                     *         "expires_at": "2026-11-22T09:40:00.000Z"
                     *       },
                     *       "guideline_version": 1,
                     *       "annotation_ui_version": 1,
                     *       "predictions": [],
                     *       "skip_reason": null,
                     *       "created_at": "2026-11-22T09:30:00.000Z",
                     *       "updated_at": "2026-11-22T09:30:00.000Z"
                     *     }
                     */
                    readonly "application/json": components["schemas"]["Task"];
                };
            };
            readonly 400: components["responses"]["MalformedRequestOrMalformedJson"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["LeaseLostOrAlreadySubmittedOrIdempotencyInFlight"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["UnknownFieldOrInvalidOrIdempotencyMismatch"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly renewTask: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes the request repeatable: with the same key it takes effect once. Use a new one, such as a UUID, for every new request. */
                readonly "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            readonly path: {
                readonly project_id: components["parameters"]["project_id"];
                readonly task_id: components["parameters"]["task_id"];
            };
            readonly cookie?: never;
        };
        /** @description At most 256 KiB after inflating; `Content-Encoding: gzip` is accepted. */
        readonly requestBody?: {
            readonly content: {
                /** @example {} */
                readonly "application/json": components["schemas"]["NoFields"];
            };
        };
        readonly responses: {
            /** @description The task. */
            readonly 200: {
                headers: {
                    readonly "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0070",
                     *       "state": "claimed",
                     *       "item": {
                     *         "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0060",
                     *         "external_id": "sentence-1",
                     *         "data": {
                     *           "text": "the cast is phenomenal"
                     *         }
                     *       },
                     *       "annotator": {
                     *         "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0002",
                     *         "name": "annotator-1"
                     *       },
                     *       "lease": {
                     *         "expires_at": "2026-11-22T09:45:00.000Z"
                     *       },
                     *       "guideline_version": 1,
                     *       "annotation_ui_version": 1,
                     *       "predictions": [],
                     *       "skip_reason": null,
                     *       "created_at": "2026-11-22T09:30:00.000Z",
                     *       "updated_at": "2026-11-22T09:30:00.000Z"
                     *     }
                     */
                    readonly "application/json": components["schemas"]["Task"];
                };
            };
            readonly 400: components["responses"]["MalformedRequestOrMalformedJson"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["LeaseLostOrAlreadySubmittedOrIdempotencyInFlight"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["UnknownFieldOrInvalidOrIdempotencyMismatch"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly skipTask: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes the request repeatable: with the same key it takes effect once. Use a new one, such as a UUID, for every new request. */
                readonly "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            readonly path: {
                readonly project_id: components["parameters"]["project_id"];
                readonly task_id: components["parameters"]["task_id"];
            };
            readonly cookie?: never;
        };
        /** @description At most 256 KiB after inflating; `Content-Encoding: gzip` is accepted. */
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "reason": "not in English"
                 *     }
                 */
                readonly "application/json": components["schemas"]["SkipTask"];
            };
        };
        readonly responses: {
            /** @description The task. */
            readonly 200: {
                headers: {
                    readonly "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0070",
                     *       "state": "skipped",
                     *       "item": {
                     *         "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0060",
                     *         "external_id": "sentence-1",
                     *         "data": {
                     *           "text": "the cast is phenomenal"
                     *         }
                     *       },
                     *       "annotator": {
                     *         "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0002",
                     *         "name": "annotator-1"
                     *       },
                     *       "lease": {
                     *         "expires_at": "2026-11-22T09:40:00.000Z"
                     *       },
                     *       "guideline_version": 1,
                     *       "annotation_ui_version": 1,
                     *       "predictions": [],
                     *       "skip_reason": "not in English",
                     *       "created_at": "2026-11-22T09:30:00.000Z",
                     *       "updated_at": "2026-11-22T09:30:00.000Z"
                     *     }
                     */
                    readonly "application/json": components["schemas"]["Task"];
                };
            };
            readonly 400: components["responses"]["MalformedRequestOrMalformedJson"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["LeaseLostOrAlreadySubmittedOrIdempotencyInFlight"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["UnknownFieldOrInvalidOrIdempotencyMismatch"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly submitTask: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes the request repeatable: with the same key it takes effect once. Use a new one, such as a UUID, for every new request. */
                readonly "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            readonly path: {
                readonly project_id: components["parameters"]["project_id"];
                readonly task_id: components["parameters"]["task_id"];
            };
            readonly cookie?: never;
        };
        /** @description At most 4 MiB after inflating; `Content-Encoding: gzip` is accepted. */
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "value": {
                 *         "sentiment": "positive"
                 *       }
                 *     }
                 */
                readonly "application/json": components["schemas"]["SubmitTask"];
            };
        };
        readonly responses: {
            /** @description The annotation as it was submitted. */
            readonly 200: {
                headers: {
                    readonly "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0080",
                     *       "item_id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0060",
                     *       "task_id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0070",
                     *       "annotator": {
                     *         "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0002",
                     *         "name": "annotator-1"
                     *       },
                     *       "value": {
                     *         "sentiment": "positive"
                     *       },
                     *       "guideline_version": 1,
                     *       "annotation_ui_version": 1,
                     *       "source": "task",
                     *       "origin": null,
                     *       "revision": 1,
                     *       "created_at": "2026-11-22T09:30:00.000Z",
                     *       "updated_at": "2026-11-22T09:30:00.000Z"
                     *     }
                     */
                    readonly "application/json": components["schemas"]["Annotation"];
                };
            };
            readonly 400: components["responses"]["MalformedRequestOrMalformedJson"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["LeaseLostOrAlreadySubmittedOrIdempotencyInFlight"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["UnknownFieldOrInvalidOrIdempotencyMismatch"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly claimTasks: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Makes the request repeatable: with the same key it takes effect once. Use a new one, such as a UUID, for every new request. */
                readonly "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            readonly path: {
                readonly project_id: components["parameters"]["project_id"];
            };
            readonly cookie?: never;
        };
        /** @description At most 256 KiB after inflating; `Content-Encoding: gzip` is accepted. */
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "count": 1
                 *     }
                 */
                readonly "application/json": components["schemas"]["ClaimTasks"];
            };
        };
        readonly responses: {
            /** @description The tasks, and each guideline and annotation UI that they name, once. */
            readonly 200: {
                headers: {
                    readonly "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    /** @description In how many seconds it is worth asking again. */
                    readonly "Retry-After"?: number;
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "tasks": [
                     *         {
                     *           "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0070",
                     *           "state": "claimed",
                     *           "item": {
                     *             "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0060",
                     *             "external_id": "sentence-1",
                     *             "data": {
                     *               "text": "the cast is phenomenal"
                     *             }
                     *           },
                     *           "annotator": {
                     *             "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0002",
                     *             "name": "annotator-1"
                     *           },
                     *           "lease": {
                     *             "expires_at": "2026-11-22T09:40:00.000Z"
                     *           },
                     *           "guideline_version": 1,
                     *           "annotation_ui_version": 1,
                     *           "predictions": [],
                     *           "skip_reason": null,
                     *           "created_at": "2026-11-22T09:30:00.000Z",
                     *           "updated_at": "2026-11-22T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "guidelines": [
                     *         {
                     *           "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0050",
                     *           "version": 1,
                     *           "text": "# Sentiment\n\nJudge the sentence, not the film.",
                     *           "annotation_ui_version": 1,
                     *           "created_by": {
                     *             "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0001",
                     *             "name": "Ada"
                     *           },
                     *           "created_at": "2026-11-22T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "annotation_uis": [
                     *         {
                     *           "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0040",
                     *           "version": 1,
                     *           "name": "Sentiment",
                     *           "controls": [
                     *             {
                     *               "kind": "choice",
                     *               "name": "sentiment",
                     *               "required": true,
                     *               "source": "text",
                     *               "options": [
                     *                 "positive",
                     *                 "negative"
                     *               ]
                     *             }
                     *           ],
                     *           "created_by": {
                     *             "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0001",
                     *             "name": "Ada"
                     *           },
                     *           "created_at": "2026-11-22T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "reason": null,
                     *       "retry_after": null
                     *     }
                     */
                    readonly "application/json": components["schemas"]["Claim"];
                };
            };
            readonly 400: components["responses"]["MalformedRequestOrMalformedJson"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["NotReadyOrIdempotencyInFlight"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["UnknownFieldOrInvalidOrIdempotencyMismatch"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly importSkips: {
        readonly parameters: {
            readonly query?: {
                /** @description What happens to a line of which there is one already, with other content. */
                readonly on_conflict?: components["parameters"]["on_conflict"];
                /** @description Whether a bad line leaves the others alone, or nothing is written at all (at most 10 MiB). */
                readonly on_error?: components["parameters"]["on_error"];
            };
            readonly header?: {
                /** @description Makes the request repeatable: with the same key it takes effect once. Use a new one, such as a UUID, for every new request. */
                readonly "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            readonly path: {
                readonly project_id: components["parameters"]["project_id"];
            };
            readonly cookie?: never;
        };
        /** @description As `application/json` at most 10 MiB; as `application/x-ndjson` (one `ImportSkip` per line, blank lines are ignored) a stream of any length with lines of at most 1 MiB. All counted after inflating; `Content-Encoding: gzip` is accepted. */
        readonly requestBody: {
            readonly content: {
                /**
                 * @example {
                 *       "skips": [
                 *         {
                 *           "external_id": "sentence-1",
                 *           "annotator": "w17",
                 *           "reason": "not in English",
                 *           "skipped_at": "2026-01-07T09:30:00.000Z"
                 *         }
                 *       ]
                 *     }
                 */
                readonly "application/json": components["schemas"]["ImportSkips"];
                /**
                 * @example {
                 *       "external_id": "sentence-1",
                 *       "annotator": "w17",
                 *       "reason": "not in English",
                 *       "skipped_at": "2026-01-07T09:30:00.000Z"
                 *     }
                 */
                readonly "application/x-ndjson": components["schemas"]["ImportSkip"];
            };
        };
        readonly responses: {
            /** @description What the import did. */
            readonly 200: {
                headers: {
                    readonly "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "created": 998,
                     *       "updated": 0,
                     *       "unchanged": 1,
                     *       "rejected": 1,
                     *       "errors": [
                     *         {
                     *           "line": 17,
                     *           "pointer": "/data",
                     *           "code": "required",
                     *           "detail": "This field is required."
                     *         }
                     *       ]
                     *     }
                     */
                    readonly "application/json": components["schemas"]["ImportResult"];
                };
            };
            readonly 400: components["responses"]["MalformedRequestOrMalformedJson"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 409: components["responses"]["NotReadyOrArchivedOrIdempotencyInFlight"];
            readonly 413: components["responses"]["TooLarge"];
            readonly 415: components["responses"]["UnsupportedMediaType"];
            readonly 422: components["responses"]["UnknownFieldOrInvalidOrIdempotencyMismatch"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly getCurrentToken: {
        readonly parameters: {
            readonly query?: {
                /** @description Only `access` to this organization and its projects. */
                readonly organization_id?: string;
                /** @description Only `access` to this project, also where the roles there are those on its organization. */
                readonly project_id?: string;
            };
            readonly header?: {
                /** @description Only if the thing is in none of these states: a list of `ETag`s as answers gave them, or `*`. What is in one of them is a `304` without a body. The whole tag counts; whether it is weak does not. */
                readonly "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The token, without its secret, and what it may do. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0020",
                     *       "name": "pipeline",
                     *       "prefix": "gs_Zk3vT",
                     *       "organization_id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0010",
                     *       "permissions": [
                     *         "item:import",
                     *         "project:read"
                     *       ],
                     *       "expires_at": null,
                     *       "last_used_at": null,
                     *       "revision": 1,
                     *       "created_at": "2026-11-22T09:30:00.000Z",
                     *       "updated_at": "2026-11-22T09:30:00.000Z",
                     *       "user": {
                     *         "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0002",
                     *         "name": "annotator-1",
                     *         "kind": "service"
                     *       },
                     *       "organization": {
                     *         "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0010",
                     *         "name": "Acme Research"
                     *       },
                     *       "own_permissions": [
                     *         "current_token:read"
                     *       ],
                     *       "access": [
                     *         {
                     *           "organization": {
                     *             "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0010",
                     *             "name": "Acme Research"
                     *           },
                     *           "project": null,
                     *           "roles": [],
                     *           "permissions": []
                     *         },
                     *         {
                     *           "organization": {
                     *             "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0010",
                     *             "name": "Acme Research"
                     *           },
                     *           "project": {
                     *             "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0030",
                     *             "name": "Movie reviews"
                     *           },
                     *           "roles": [
                     *             "manager"
                     *           ],
                     *           "permissions": [
                     *             "project:read",
                     *             "item:import"
                     *           ]
                     *         }
                     *       ],
                     *       "is_complete": true
                     *     }
                     */
                    readonly "application/json": components["schemas"]["CurrentToken"];
                };
            };
            /** @description It is in a state that `If-None-Match` names: nothing is sent of it. */
            readonly 304: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["MalformedRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 422: components["responses"]["UnknownFieldOrInvalid"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly listUsers: {
        readonly parameters: {
            readonly query?: {
                /** @description Where the page begins: opaque, from the URLs in `pagination`. Belongs to one list with its filters and order. */
                readonly cursor?: components["parameters"]["cursor"];
                /** @description The name holds this text, in capitals or not. */
                readonly name?: components["parameters"]["name"];
                /** @description Oldest first (`asc`) or newest first (`desc`). */
                readonly order?: components["parameters"]["order"];
                /** @description How many rows a page has at most. It ends earlier where what its rows are made of would hold more than 8 MiB together; `next` then leads on. */
                readonly per_page?: components["parameters"]["per_page"];
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One page of the list, oldest first unless `order` says otherwise. */
            readonly 200: {
                headers: {
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "users": [
                     *         {
                     *           "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0001",
                     *           "name": "Ada"
                     *         }
                     *       ],
                     *       "pagination": {
                     *         "per_page": 50,
                     *         "next": null,
                     *         "prev": null
                     *       }
                     *     }
                     */
                    readonly "application/json": components["schemas"]["UserPage"];
                };
            };
            readonly 400: components["responses"]["MalformedRequestOrMalformedCursor"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 422: components["responses"]["UnknownFieldOrInvalid"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
    readonly getUser: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description Only if the thing is in none of these states: a list of `ETag`s as answers gave them, or `*`. What is in one of them is a `304` without a body. The whole tag counts; whether it is weak does not. */
                readonly "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            readonly path: {
                readonly user_id: components["parameters"]["user_id"];
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The person. */
            readonly 200: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0001",
                     *       "name": "Ada",
                     *       "kind": "person",
                     *       "created_at": "2026-11-22T09:30:00.000Z"
                     *     }
                     */
                    readonly "application/json": components["schemas"]["User"];
                };
            };
            /** @description It is in a state that `If-None-Match` names: nothing is sent of it. */
            readonly 304: {
                headers: {
                    readonly ETag: components["headers"]["ETag"];
                    readonly "X-Request-Id": components["headers"]["X-Request-Id"];
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            readonly 400: components["responses"]["MalformedRequest"];
            readonly 401: components["responses"]["Unauthenticated"];
            readonly 403: components["responses"]["Forbidden"];
            readonly 404: components["responses"]["NotFound"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 422: components["responses"]["UnknownField"];
            readonly 429: components["responses"]["TooManyRequests"];
            readonly 431: components["responses"]["HeadersTooLarge"];
            readonly 503: components["responses"]["Unavailable"];
            readonly default: components["responses"]["Internal"];
        };
    };
}
/** The lists, and where in their pages the rows are. */
export const lists = {
  "/me/organizations": "organizations",
  "/me/tokens": "tokens",
  "/organizations": "organizations",
  "/organizations/{organization_id}/external-users": "external_users",
  "/organizations/{organization_id}/invitations": "invitations",
  "/organizations/{organization_id}/members": "members",
  "/organizations/{organization_id}/projects": "projects",
  "/organizations/{organization_id}/role-bindings": "role_bindings",
  "/organizations/{organization_id}/service-accounts": "service_accounts",
  "/organizations/{organization_id}/service-accounts/{user_id}/tokens": "tokens",
  "/projects/{project_id}/annotation-uis": "annotation_uis",
  "/projects/{project_id}/annotations": "annotations",
  "/projects/{project_id}/annotations/{annotation_id}/revisions": "revisions",
  "/projects/{project_id}/guidelines": "guidelines",
  "/projects/{project_id}/items": "items",
  "/projects/{project_id}/predictions": "predictions",
  "/projects/{project_id}/progress/annotators": "annotators",
  "/projects/{project_id}/tasks": "tasks",
  "/users": "users",
} as const;
