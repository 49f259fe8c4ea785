import type { AccessRepository, RoleBindingsRepository, Scope } from './access/index.ts';
import type { AnnotationUisRepository } from './annotation-uis/index.ts';
import type { AnnotationsRepository } from './annotations/index.ts';
import type { ExternalUsersRepository } from './external-users/index.ts';
import type { ExportRepository } from './export/index.ts';
import type { GuidelinesRepository } from './guidelines/index.ts';
import type { RateLimitsRepository } from './limits/index.ts';
import type { InvitationsRepository } from './invitations/index.ts';
import type { InboxRepository } from './imports/index.ts';
import type { ItemsRepository } from './items/index.ts';
import type { IdempotencyRepository, OutboxRepository, Timestamp, UnitOfWork } from './kernel/index.ts';
import type { MembersRepository, OrganizationsRepository } from './organizations/index.ts';
import type { PredictionsRepository } from './predictions/index.ts';
import type { ProgressRepository } from './progress/index.ts';
import type { ProjectsRepository } from './projects/index.ts';
import type { ServiceAccountsRepository } from './service-accounts/index.ts';
import type { TasksRepository } from './tasks/index.ts';
import type { TokensRepository } from './tokens/index.ts';
import type { UsersRepository } from './users/index.ts';
import type { WaitingMessagesRepository } from './waiting/index.ts';

/** The repositories of one scope. None of them sees a row outside it, and none costs a hidden query. */
export interface Repositories {
  readonly users: UsersRepository;
  readonly tokens: TokensRepository;
  readonly organizations: OrganizationsRepository;
  readonly members: MembersRepository;
  readonly invitations: InvitationsRepository;
  readonly roleBindings: RoleBindingsRepository;
  readonly serviceAccounts: ServiceAccountsRepository;
  readonly externalUsers: ExternalUsersRepository;
  readonly projects: ProjectsRepository;
  readonly annotationUis: AnnotationUisRepository;
  readonly guidelines: GuidelinesRepository;
  readonly items: ItemsRepository;
  readonly tasks: TasksRepository;
  readonly annotations: AnnotationsRepository;
  readonly predictions: PredictionsRepository;
  readonly inbox: InboxRepository;
  readonly progress: ProgressRepository;
  readonly export: ExportRepository;
  readonly outbox: OutboxRepository;
}

/** Where Goldset keeps its state. */
export interface Store extends UnitOfWork<Scope, Repositories> {
  /** Reads who a caller is. */
  readonly access: AccessRepository;
  readonly idempotency: IdempotencyRepository;
  readonly rateLimits: RateLimitsRepository;
  readonly waiting: WaitingMessagesRepository;
  /**
   * Must remove, for good, what was deleted at or before a moment, with all that is in it: what is inside first, at most
   * 1,000 rows in each statement, every statement by itself. Yields how many rows each removed. Whoever stops reading
   * leaves the rest for the next time; several may do it at once. Events stay.
   */
  purge(before: Timestamp): AsyncIterable<number>;
}
