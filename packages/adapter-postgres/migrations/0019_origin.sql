ALTER TABLE "annotations" ADD COLUMN "origin" text;--> statement-breakpoint
ALTER TABLE "deleted_annotations" ADD COLUMN "origin" text;