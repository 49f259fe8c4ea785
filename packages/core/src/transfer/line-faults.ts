import { forbidden } from '../access/index.ts';
import type { Caller, Permission } from '../access/index.ts';
import { equalJson, fault, MAX_FAULTS } from '../kernel/index.ts';
import type { Change, DomainNames, Fault } from '../kernel/index.ts';
import { emailKeyOf } from '../users/index.ts';
import type { ImportedUser, ImportItem } from './transports.ts';

const permissionOf = {
  annotations: 'annotation:import',
  predictions: 'prediction:import',
  skips: 'task:import',
} as const satisfies Partial<Record<keyof ImportItem, Permission>>;

const because = (caller: Caller, permission: Permission): string => {
  const why = forbidden(caller, permission).because;
  return why === 'roles' ? 'none of the roles of the caller has' : 'the token of the caller does not have';
};

/** The validation errors of the parts of a line that its caller may not import. */
const forbiddenParts = (caller: Caller, line: ImportItem): readonly Fault[] =>
  (Object.entries(permissionOf) as [keyof typeof permissionOf, Permission][]).flatMap(([part, permission]) =>
    (line[part]?.length ?? 0) > 0 && !caller.permissions.has(permission)
      ? [
          fault(
            [part],
            'forbidden',
            `These need the permission \`${permission}\`, which ${because(caller, permission)}. Leave them out, or ask for a role that has it.`,
          ),
        ]
      : [],
  );

const EPOCH = new Date(0).toISOString();

/** The validation errors of dates: none may be in the future. */
const datesOf = (
  { created_at, annotations = [], predictions = [], skips = [], requeued }: ImportItem,
  { at }: Change,
): readonly Fault[] => {
  const late = (path: readonly PropertyKey[], moment: string | undefined): readonly Fault[] =>
    moment !== undefined && moment > at ? [fault(path, 'range', 'Must not be in the future.')] : [];
  return [
    ...late(['created_at'], created_at),
    ...(created_at !== undefined && created_at < EPOCH
      ? [fault(['created_at'], 'range', 'Must not be before 1970.')]
      : []),
    ...late(['requeued', 'at'], requeued?.at),
    ...annotations.flatMap((annotation, place) => late(['annotations', place, 'created_at'], annotation.created_at)),
    ...predictions.flatMap((prediction, place) => late(['predictions', place, 'created_at'], prediction.created_at)),
    ...skips.flatMap((skip, place) => late(['skips', place, 'skipped_at'], skip.skipped_at)),
  ];
};

const addressesOf = (
  { annotations = [], skips = [], requeued }: ImportItem,
  domains: DomainNames,
): readonly Fault[] => {
  const faultsOf = (path: readonly PropertyKey[], { email, kind }: ImportedUser): readonly Fault[] => {
    if (email === undefined) return [];
    if (kind !== undefined && kind !== 'person')
      return [
        fault(
          [...path, 'email'],
          'option',
          'Only a person has an address: say `"kind": "person"`, or leave the address out.',
        ),
      ];
    return emailKeyOf(email, domains) === null ? [fault([...path, 'email'], 'format', 'Is no e-mail address.')] : [];
  };
  const named: readonly (readonly [readonly PropertyKey[], ImportedUser])[] = [
    ...annotations.flatMap(({ annotator, revisions = [] }, place) => [
      [['annotations', place, 'annotator'], annotator] as const,
      ...revisions.flatMap(({ author }, nth) =>
        author === undefined ? [] : [[['annotations', place, 'revisions', nth, 'author'], author] as const],
      ),
    ]),
    ...skips.map(({ annotator }, place) => [['skips', place, 'annotator'], annotator] as const),
    ...(requeued === undefined ? [] : [[['requeued', 'by'], requeued.by] as const]),
  ];
  return named.flatMap(([path, user]) => faultsOf(path, user));
};

/**
 * The validation errors of answers with revisions: `value` must be that of the last revision, and `created_at` that of
 * the first.
 */
const revisionsOf = ({ annotations = [] }: ImportItem): readonly Fault[] =>
  annotations.flatMap(({ value, created_at, revisions = [] }, place) => {
    const [first, last] = [revisions.at(0), revisions.at(-1)];
    if (first === undefined || last === undefined) return [];
    return [
      ...(value === undefined || equalJson(value, last.value)
        ? []
        : [
            fault(
              ['annotations', place, 'value'],
              'option',
              'Must be the value of the last of the revisions, or be left out.',
            ),
          ]),
      ...(created_at === undefined || created_at === first.created_at
        ? []
        : [
            fault(
              ['annotations', place, 'created_at'],
              'option',
              'Must be the `created_at` of the first of the revisions, or be left out.',
            ),
          ]),
    ];
  });

/**
 * The validation errors of a line that can be found without reading the project. If the caller may not import a part of
 * the line, only those errors.
 */
export const faultsOfLine = (
  caller: Caller,
  change: Change,
  domains: DomainNames,
  line: ImportItem,
): readonly Fault[] => {
  const missing = forbiddenParts(caller, line);
  return missing.length > 0
    ? missing
    : [...datesOf(line, change), ...addressesOf(line, domains), ...revisionsOf(line)].slice(0, MAX_FAULTS);
};
