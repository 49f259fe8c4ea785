ALTER TABLE "items" ADD COLUMN "requeued_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "items" ADD COLUMN "requeued_by" uuid;--> statement-breakpoint
ALTER TABLE "items" ADD COLUMN "requeue_reason" text;--> statement-breakpoint
ALTER TABLE "tasks" ADD COLUMN "skipped_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "tasks" ADD COLUMN "requeued_at" timestamp (3) with time zone;--> statement-breakpoint
UPDATE "tasks" SET "skipped_at" = "updated_at" WHERE "state" = 'skipped';--> statement-breakpoint
CREATE INDEX "tasks_skipped_idx" ON "tasks" USING btree ("project_id","item_id","id") WHERE skipped_at is not null;