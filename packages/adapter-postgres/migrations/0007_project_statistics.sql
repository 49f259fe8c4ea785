-- Of these columns nothing is gathered: what the planner is to think of them is told it (project-statistics.ts).
ALTER TABLE "items" ALTER COLUMN "project_id" SET STATISTICS 0;--> statement-breakpoint
ALTER TABLE "tasks" ALTER COLUMN "project_id" SET STATISTICS 0;--> statement-breakpoint
ALTER TABLE "queue_cursors" ALTER COLUMN "project_id" SET STATISTICS 0;--> statement-breakpoint
ALTER TABLE "annotations" ALTER COLUMN "project_id" SET STATISTICS 0;--> statement-breakpoint
ALTER TABLE "annotation_revisions" ALTER COLUMN "project_id" SET STATISTICS 0;--> statement-breakpoint
ALTER TABLE "predictions" ALTER COLUMN "project_id" SET STATISTICS 0;--> statement-breakpoint
ALTER TABLE "counters" ALTER COLUMN "project_id" SET STATISTICS 0;--> statement-breakpoint
ALTER TABLE "inbox" ALTER COLUMN "project_id" SET STATISTICS 0;--> statement-breakpoint
ALTER TABLE "idempotency_keys" ALTER COLUMN "project_id" SET STATISTICS 0;--> statement-breakpoint
ALTER TABLE "outbox" ALTER COLUMN "project_id" SET STATISTICS 0;
