import { accessContract } from './access-contract.ts';
import { accessRacesContract } from './access-races-contract.ts';
import { annotationImportContract } from './annotation-import-contract.ts';
import { annotationsContract } from './annotations-contract.ts';
import { answerSizeContract } from './answer-size-contract.ts';
import { chosenIdsContract } from './chosen-ids-contract.ts';
import { claimContract } from './claim-contract.ts';
import { answerDeletionContract } from './answer-deletion-contract.ts';
import { authorityContract } from './authority-contract.ts';
import { claimChoiceContract } from './claim-choice-contract.ts';
import { currentTokenContract } from './current-token-contract.ts';
import { deletionContract, purgeContract } from './deletion-contract.ts';
import { eventOrderContract } from './event-order-contract.ts';
import { eventsContract } from './events-contract.ts';
import { exportContract } from './export-contract.ts';
import { filtersContract } from './filters-contract.ts';
import type { ContractSuite } from './harness.ts';
import { idempotencyContract } from './idempotency-contract.ts';
import { externalUsersContract } from './external-users-contract.ts';
import { importContract } from './import-contract.ts';
import { inboxContract } from './inbox-contract.ts';
import { invitationRacesContract } from './invitation-races-contract.ts';
import { invitationsContract } from './invitations-contract.ts';
import { membersContract } from './members-contract.ts';
import { organizationsContract } from './organizations-contract.ts';
import { pagingContract } from './paging-contract.ts';
import { predictionDeletionContract } from './prediction-deletion-contract.ts';
import { predictionVersionsContract } from './prediction-versions-contract.ts';
import { predictionsContract } from './predictions-contract.ts';
import { progressContract } from './progress-contract.ts';
import { projectsContract } from './projects-contract.ts';
import { requeueContract } from './requeue-contract.ts';
import { rateLimitsContract } from './rate-limits-contract.ts';
import { revisionImportContract } from './revision-import-contract.ts';
import { revisionsContract } from './revisions-contract.ts';
import { roleBindingsContract } from './role-bindings-contract.ts';
import { serviceAccountsContract } from './service-accounts-contract.ts';
import { setupContract } from './setup-contract.ts';
import { singleThingsContract } from './single-things-contract.ts';
import { skipImportContract } from './skip-import-contract.ts';
import { submitContract } from './submit-contract.ts';
import { tableImportContract } from './table-import-contract.ts';
import { tasksContract } from './tasks-contract.ts';
import { tokensContract } from './tokens-contract.ts';
import { transferContract } from './transfer-contract.ts';
import { transferEdgesContract } from './transfer-edges-contract.ts';
import { transactionsContract } from './transactions-contract.ts';
import { updatesContract } from './updates-contract.ts';
import { usersContract } from './users-contract.ts';
import { valuesContract } from './values-contract.ts';
import { versionsContract } from './versions-contract.ts';
import { waitingContract } from './waiting-contract.ts';

/** Every contract suite, by area. A store that keeps its promises passes all of them. */
export const contractSuites = {
  access: accessContract,
  'authority of long work': authorityContract,
  'access that is given while other things happen': accessRacesContract,
  tokens: tokensContract,
  'the token that one came with': currentTokenContract,
  users: usersContract,
  organizations: organizationsContract,
  'service accounts and role bindings': serviceAccountsContract,
  invitations: invitationsContract,
  'invitations while other things happen': invitationRacesContract,
  members: membersContract,
  'role bindings': roleBindingsContract,
  'single things and their names': singleThingsContract,
  'filters of lists': filtersContract,
  projects: projectsContract,
  'annotation UIs and guidelines': versionsContract,
  'setups that go from project to project': setupContract,
  'items and import': importContract,
  'import of tables': tableImportContract,
  'updates and filters': updatesContract,
  claim: claimContract,
  'claim strategies and named items': claimChoiceContract,
  'task actions': tasksContract,
  submit: submitContract,
  requeue: requeueContract,
  annotations: annotationsContract,
  'revisions in an import': revisionImportContract,
  'import of skips': skipImportContract,
  predictions: predictionsContract,
  'predictions for older annotation UIs': predictionVersionsContract,
  revisions: revisionsContract,
  'import of annotations': annotationImportContract,
  'external users': externalUsersContract,
  'events that come again': inboxContract,
  'the order of events': eventOrderContract,
  progress: progressContract,
  export: exportContract,
  'deletion and restore': deletionContract,
  'deletion of annotations': answerDeletionContract,
  'deletion of predictions': predictionDeletionContract,
  purge: purgeContract,
  paging: pagingContract,
  'size of answers': answerSizeContract,
  events: eventsContract,
  'items that go from project to project': transferContract,
  'items that go from project to project, at the edges': transferEdgesContract,
  transactions: transactionsContract,
  'chosen ids': chosenIdsContract,
  'values and their forms': valuesContract,
  idempotency: idempotencyContract,
  'rate limits': rateLimitsContract,
  'messages that wait': waitingContract,
} as const satisfies Record<string, ContractSuite>;

/** The areas of the contract. */
export type ContractArea = keyof typeof contractSuites;

/** Cases that a store is known not to pass, each with the reason. A case that is renamed no longer compiles here. */
export type Deviations = {
  readonly [Area in ContractArea]?: { readonly [Name in keyof (typeof contractSuites)[Area]]?: string };
};
