import type { Position } from '../kernel/index.ts';
import type { AnnotationUisRepository } from './repository.ts';
import type { AnnotationUI } from './transports.ts';

const UIS_PER_PAGE = 200;

/** All annotation UIs of a project, in the order of their versions. */
export const allAnnotationUis = async (
  annotationUis: Pick<AnnotationUisRepository, 'list'>,
): Promise<readonly AnnotationUI[]> => {
  const all: AnnotationUI[] = [];
  for (let position: Position | undefined; ;) {
    const page = await annotationUis.list({ per_page: UIS_PER_PAGE, order: 'asc', position });
    all.push(...page.items);
    if (page.next === null) return all;
    position = page.next;
  }
};
