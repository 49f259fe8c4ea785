/**
 * The groups of operations in the documentation. Code generators make a module or a class of each, so no name is a
 * plural of capitals (`UIs` becomes `u_is`).
 */
export const tags = {
  Me: 'The caller, and the tokens they make for themselves.',
  Users: 'The people the caller shares an organization with.',
  Organizations: 'Tenants. Everything but users and their personal tokens belongs to exactly one.',
  Invitations: 'How people join an organization.',
  Members: 'Who belongs to an organization: people and service accounts.',
  'Role bindings': 'Who has which role, on an organization and then in every project of it, or on one project.',
  'Service accounts': 'Identities for machines, each of one organization, and their tokens.',
  'External users': 'Names that appear on imported answers, and the people they are.',
  Projects: 'Labelling jobs: data, label schema, guidelines, settings.',
  'Annotation UI': 'What annotators are asked: versions of a list of typed controls.',
  Guidelines: 'The written instruction, in versions; the latest one and the annotation UI it names are in force.',
  Items: 'The data to label.',
  Tasks: 'One annotator’s turn on one item: claimed, then submitted, skipped, released or expired.',
  Annotations: 'The answers, each with the versions it was given under.',
  Predictions: 'Machines’ answers: one per item, model and version of the model.',
  Export: 'The finished data.',
} as const;

/** A group of operations in the documentation. */
export type Tag = keyof typeof tags;
