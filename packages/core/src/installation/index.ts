export { issueToken } from './issue-token.ts';
export type { IssuedToken, IssueToken, TokenToIssue } from './issue-token.ts';
export { createFirstUser } from './create-first-user.ts';
export type { CreateFirstUser, FirstUser } from './create-first-user.ts';
