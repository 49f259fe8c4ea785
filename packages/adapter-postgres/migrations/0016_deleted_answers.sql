CREATE TABLE "deleted_annotations" (
	"project_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"item_id" uuid NOT NULL,
	"task_id" uuid,
	"annotator_id" uuid NOT NULL,
	"value" jsonb NOT NULL,
	"guideline_version" integer,
	"annotation_ui_version" integer NOT NULL,
	"source" text NOT NULL,
	"revision" integer NOT NULL,
	"event_time" timestamp (6) with time zone,
	"event_revision" integer,
	"author_id" uuid,
	"given_at" timestamp (3) with time zone,
	"revised_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"item_revision" integer NOT NULL,
	"deleted_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "deleted_annotations_project_id_id_pk" PRIMARY KEY("project_id","id")
);
--> statement-breakpoint
CREATE TABLE "deleted_predictions" (
	"project_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"item_id" uuid NOT NULL,
	"model" text NOT NULL,
	"model_version" text NOT NULL,
	"score" double precision,
	"value" jsonb NOT NULL,
	"event_time" timestamp (6) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"deleted_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "deleted_predictions_project_id_id_pk" PRIMARY KEY("project_id","id")
);
--> statement-breakpoint
ALTER TABLE "annotation_revisions" DROP CONSTRAINT "annotation_revisions_annotation_fk";
--> statement-breakpoint
ALTER TABLE "items" ADD COLUMN "data_revision" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "deleted_annotations" ADD CONSTRAINT "deleted_annotations_item_fk" FOREIGN KEY ("project_id","item_id") REFERENCES "public"."items"("project_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deleted_predictions" ADD CONSTRAINT "deleted_predictions_item_fk" FOREIGN KEY ("project_id","item_id") REFERENCES "public"."items"("project_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "deleted_annotations_item_idx" ON "deleted_annotations" USING btree ("project_id","item_id","id");--> statement-breakpoint
CREATE INDEX "deleted_annotations_deleted_idx" ON "deleted_annotations" USING btree ("project_id","deleted_at","id");--> statement-breakpoint
CREATE INDEX "deleted_predictions_item_idx" ON "deleted_predictions" USING btree ("project_id","item_id","id");--> statement-breakpoint
CREATE INDEX "deleted_predictions_deleted_idx" ON "deleted_predictions" USING btree ("project_id","deleted_at","id");