export { annotations } from './annotations.ts';
export { annotationUis, guidelines } from './versions.ts';
export { counters } from './counters.ts';
export { items, queuePositions } from './items.ts';
export { members, organizations, roleBindings } from './organizations.ts';
export { outbox } from './outbox.ts';
export { projects } from './projects.ts';
export { queueCursors, tasks } from './tasks.ts';
export { tokens, users } from './users.ts';
