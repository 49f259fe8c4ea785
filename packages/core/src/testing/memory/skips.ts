import { judgeSkip, MAX_BATCH_LINES } from '../../adapter.ts';
import type { Fault, Id } from '../../index.ts';
import type { LineOutcome, Scope, SkipBatch, SkipFacts, TasksRepository } from '../../adapter.ts';
import { answerUnder, namesOf } from './answers.ts';
import { isThere } from './deletion.ts';
import { noteEvent, outcomeByNote } from './inbox.ts';
import { addExternalUsers, userNamed } from './named-users.ts';
import { emitterOf } from './outbox.ts';
import { endedIn } from './people.ts';
import { contentsOf } from './projects.ts';
import { addRow, compactUser, rowOf } from './state.ts';
import type { State, TaskRow } from './state.ts';

type Line = SkipBatch['lines'][number];

/**
 * Sorts the skips of one annotator: first the one that was not requeued, then the later ones before the earlier ones.
 */
const byStanding = (a: TaskRow, b: TaskRow): number =>
  Number(a.requeued_at !== null) - Number(b.requeued_at !== null) || (a.id < b.id ? 1 : -1);

/** Imports skips into the scope's project. */
export const importSkipsOf =
  (state: State, scope: Scope): TasksRepository['importSkips'] =>
  async ({ lines, on_conflict, change, guideline_version, newEventId }) => {
    if (lines.length > MAX_BATCH_LINES) throw new Error('This is more than one batch.');
    const ended = endedIn(state, scope);
    if (ended !== undefined) return ended;
    const rows = contentsOf(state, scope);
    const [created, updated]: [Id[], Id[]] = [[], []];
    const write = ({ id, skip: line, annotator }: Line): LineOutcome | readonly Fault[] => {
      const item = rows.items.get(
        (line.external_id === undefined ? line.item_id : rows.names.get(line.external_id)) ?? '',
      );
      const user = userNamed(state, scope, annotator);
      const names = namesOf(state, scope, user ?? '');
      const own = [...rows.tasks.values()].filter((task) => task.item_id === item?.id && names.has(task.annotator.id));
      const guideline = rows.guidelines.get(line.guideline_version ?? guideline_version);
      const skipped = own
        .filter(
          ({ skipped_at }) => skipped_at !== null && (line.skipped_at === undefined || line.skipped_at === skipped_at),
        )
        .toSorted(byStanding)[0];
      const turn = own.find(
        (task) =>
          task.annotator.id === user &&
          (task.state === 'claimed' || task.state === 'submitted' || task.state === 'skipped'),
      );
      const facts: SkipFacts = {
        has_item: isThere(item),
        has_annotator: user !== null,
        has_guideline: guideline !== undefined,
        skip: skipped === undefined ? null : { reason: skipped.skip_reason, requeued_at: skipped.requeued_at },
        turn: turn === undefined ? null : { state: turn.state, skipped_at: turn.skipped_at },
        has_answer: item !== undefined && answerUnder(rows, item.id, names) !== undefined,
      };
      const judged = judgeSkip(line, facts, on_conflict);
      if (judged === 'updated' && skipped !== undefined) {
        rows.tasks.set(skipped.id, { ...skipped, skip_reason: line.reason ?? null, updated_at: change.at });
        updated.push(skipped.id);
      }
      if (judged === 'created' && item !== undefined && guideline !== undefined) {
        if (user === null) addExternalUsers(state, scope, [annotator], change);
        const skipped_at = line.skipped_at ?? change.at;
        const { requeued_at = null } = line;
        addRow(rows.tasks, id, {
          ...{
            id,
            item_id: item.id,
            annotator: compactUser(state, user ?? annotator.id),
            state: requeued_at === null ? 'skipped' : 'released',
            lease_expires_at: skipped_at,
          },
          ...{
            guideline_version: guideline.version,
            annotation_ui_version: guideline.annotation_ui_version,
            skip_reason: line.reason ?? null,
            skipped_at,
            requeued_at,
          },
          ...{ created_at: skipped_at, updated_at: change.at },
        });
        created.push(id);
      }
      return judged;
    };
    const outcomes = lines.map((line): LineOutcome | readonly Fault[] => {
      const outcome = outcomeByNote(rows, line.event) ?? write(line);
      if (outcome === 'created' || outcome === 'updated' || outcome === 'unchanged')
        noteEvent(rows, line.event, change);
      return outcome;
    });
    if (created.length + updated.length > 0) {
      const data = { created, updated: [...new Set(updated)].filter((id) => !created.includes(id)) };
      emitterOf(state, scope)(
        newEventId(),
        change,
        'goldset.tasks.imported',
        rowOf(state.projects, scope.project_id ?? '').id,
        data,
      );
    }
    return outcomes;
  };
