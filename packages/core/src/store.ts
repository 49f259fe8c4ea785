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

/** The repositories of one scope. No repository sees a row outside its scope, and using one makes no hidden query. */
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

/** The storage of Goldset's state. */
export interface Store extends UnitOfWork<Scope, Repositories> {
  /** Reads the user, the roles and the limits of a caller. */
  readonly access: AccessRepository;
  readonly idempotency: IdempotencyRepository;
  readonly rateLimits: RateLimitsRepository;
  readonly waiting: WaitingMessagesRepository;
  /**
   * Must remove from the database everything that was deleted at or before a moment, with its contents. Contents are
   * removed first. Each statement removes at most 1,000 rows and commits by itself. Yields the number of rows that each
   * statement removed. If the reader stops early, the next call removes the rest; several calls may run at once. Events
   * are not removed.
   */
  purge(before: Timestamp): AsyncIterable<number>;
}
