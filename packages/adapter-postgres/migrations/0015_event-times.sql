ALTER TABLE "annotations" ADD COLUMN "event_time" timestamp (6) with time zone;--> statement-breakpoint
ALTER TABLE "annotations" ADD COLUMN "event_revision" integer;--> statement-breakpoint
ALTER TABLE "items" ADD COLUMN "event_time" timestamp (6) with time zone;--> statement-breakpoint
ALTER TABLE "items" ADD COLUMN "event_revision" integer;--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "event_time" timestamp (6) with time zone;--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "event_revision" integer;--> statement-breakpoint
ALTER TABLE "predictions" ADD COLUMN "event_time" timestamp (6) with time zone;--> statement-breakpoint
ALTER TABLE "projects" ADD COLUMN "annotation_ui_time" timestamp (6) with time zone;--> statement-breakpoint
ALTER TABLE "projects" ADD COLUMN "guideline_time" timestamp (6) with time zone;--> statement-breakpoint
ALTER TABLE "projects" ADD COLUMN "event_time" timestamp (6) with time zone;--> statement-breakpoint
ALTER TABLE "projects" ADD COLUMN "event_revision" integer;