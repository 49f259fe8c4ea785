ALTER TABLE "deleted_predictions" ADD COLUMN "annotation_ui_version" integer;--> statement-breakpoint
ALTER TABLE "predictions" ADD COLUMN "annotation_ui_version" integer;