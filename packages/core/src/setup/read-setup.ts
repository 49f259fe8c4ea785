import type { AnnotationUI, AnnotationUisRepository } from '../annotation-uis/index.ts';
import type { Guideline, GuidelinesRepository } from '../guidelines/index.ts';
import { err, LIGHT_ANSWER_BYTES, MAX_ANSWER_BYTES, ok, utf8Length } from '../kernel/index.ts';
import type { AskForRoom, Page, PageRequest, Position, Result, TooLarge } from '../kernel/index.ts';
import type { Project } from '../projects/index.ts';
import type { Setup } from './transports.ts';

const PER_PAGE = 200;

const tooLarge: TooLarge = {
  code: 'too_large',
  detail: `The versions of the annotation UI and of the guideline are more than ${MAX_ANSWER_BYTES / 1024 / 1024} MiB together. Read and make them one by one, in their order.`,
};

/** All versions of a guideline or an annotation UI, oldest first; `undefined` if one does not fit. */
const versionsOf = async <T>(
  list: (page: PageRequest) => Promise<Page<T>>,
  fits: (version: T) => Promise<boolean>,
): Promise<readonly T[] | undefined> => {
  const all: T[] = [];
  for (let position: Position | undefined; ;) {
    const page = await list({ per_page: PER_PAGE, order: 'asc', position });
    for (const version of page.items) {
      if (!(await fits(version))) return undefined;
      all.push(version);
    }
    if (page.next === null) return all;
    position = page.next;
  }
};

/**
 * Reads the current setup of a project. Asks for `room`, a slot for a large response, as soon as the setup turns out to
 * be heavy; each of its lists alone may be light.
 */
export const readSetup = async (
  {
    annotationUis,
    guidelines,
  }: { readonly annotationUis: AnnotationUisRepository; readonly guidelines: GuidelinesRepository },
  { description, overlap, lease_seconds, max_claimed, show_predictions }: Project,
  room?: AskForRoom,
): Promise<Result<Setup, TooLarge>> => {
  let left = MAX_ANSWER_BYTES;
  const fits = async (version: object): Promise<boolean> => {
    left -= utf8Length(JSON.stringify(version));
    if (MAX_ANSWER_BYTES - left > LIGHT_ANSWER_BYTES) await room?.();
    return left >= 0;
  };
  const uis = await versionsOf<AnnotationUI>((page) => annotationUis.list(page), fits);
  const texts = uis && (await versionsOf<Guideline>((page) => guidelines.list(page), fits));
  if (uis === undefined || texts === undefined) return err(tooLarge);
  return ok({
    settings: { description, overlap, lease_seconds, max_claimed, show_predictions },
    annotation_uis: uis.map(({ version, name, controls }) => ({ version, name, controls })),
    guidelines: texts.map(({ version, text, annotation_ui_version }) => ({ version, text, annotation_ui_version })),
  });
};
