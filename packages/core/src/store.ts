import type { AccessRepository, Caller, RoleBindingsRepository } from './access/index.ts';
import type { AnnotationUisRepository } from './annotation-uis/index.ts';
import type { AnnotationsRepository } from './annotations/index.ts';
import type { DomainEvent } from './events.ts';
import type { ExportRepository } from './export/index.ts';
import type { GuidelinesRepository } from './guidelines/index.ts';
import type { InvitationsRepository } from './invitations/index.ts';
import type { ItemsRepository } from './items/index.ts';
import type { Id, Result, Timestamp } from './kernel/index.ts';
import type { MembersRepository, OrganizationsRepository } from './organizations/index.ts';
import type { ProgressRepository } from './progress/index.ts';
import type { ProjectsRepository } from './projects/index.ts';
import type { ServiceAccountsRepository } from './service-accounts/index.ts';
import type { TasksRepository } from './tasks/index.ts';
import type { TokensRepository } from './tokens/index.ts';
import type { UsersRepository } from './users/index.ts';

/** Whose rows a repository sees: those of one project, of one organization, or (both `null`) what stands above them. */
export interface Scope {
  readonly organization_id: Id | null;
  readonly project_id: Id | null;
}

/** The scope of what a caller was read for. */
export const scopeOf = ({ organization_id, target }: Caller): Scope => ({
  organization_id,
  project_id: target.type === 'project' ? target.id : null,
});

/** Keeps the events of a transaction until they are published. */
export interface OutboxRepository {
  /** Must store the events, in their order, if and only if the transaction commits. */
  append(...events: readonly DomainEvent[]): Promise<void>;
}

/** The repositories of one scope. None of them sees a row outside it, and none costs a hidden query. */
export interface Repositories {
  readonly users: UsersRepository;
  readonly tokens: TokensRepository;
  readonly organizations: OrganizationsRepository;
  readonly members: MembersRepository;
  readonly invitations: InvitationsRepository;
  readonly roleBindings: RoleBindingsRepository;
  readonly serviceAccounts: ServiceAccountsRepository;
  readonly projects: ProjectsRepository;
  readonly annotationUis: AnnotationUisRepository;
  readonly guidelines: GuidelinesRepository;
  readonly items: ItemsRepository;
  readonly tasks: TasksRepository;
  readonly annotations: AnnotationsRepository;
  readonly progress: ProgressRepository;
  readonly export: ExportRepository;
  readonly outbox: OutboxRepository;
}

/** Where Goldset keeps its state. */
export interface Store {
  /** Reads who a caller is. */
  readonly access: AccessRepository;
  /** The repositories of a scope, for reads and for methods whose whole effect is one statement: each call is atomic by itself. */
  within(scope: Scope): Repositories;
  /**
   * Must remove, for good, what was deleted at or before a moment, with all that is in it: what is inside first, at most
   * 1,000 rows in each statement, every statement by itself. Yields how many rows each removed. Whoever stops reading
   * leaves the rest for the next time; several may do it at once. Events stay.
   */
  purge(before: Timestamp): AsyncIterable<number>;
  /**
   * Runs `work` atomically. Commits if and only if `work` resolves to an ok result; an error result or a rejection must
   * leave no trace. `work` may be run again when the database asks for it, so it must touch nothing but the repositories
   * it is handed, which must not be used after it settles.
   */
  transact<R extends Result<unknown, unknown>>(scope: Scope, work: (repositories: Repositories) => Promise<R>): Promise<R>;
}
