CREATE TABLE "annotation_revisions" (
	"project_id" uuid NOT NULL,
	"annotation_id" uuid NOT NULL,
	"revision" integer NOT NULL,
	"value" jsonb NOT NULL,
	"author_id" uuid,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "annotation_revisions_project_id_annotation_id_revision_pk" PRIMARY KEY("project_id","annotation_id","revision")
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"project_id" uuid NOT NULL,
	"owner_id" uuid NOT NULL,
	"operation" text NOT NULL,
	"key" text NOT NULL,
	"request_hash" text NOT NULL,
	"answer" jsonb,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "idempotency_keys_project_id_owner_id_operation_key_pk" PRIMARY KEY("project_id","owner_id","operation","key")
);
--> statement-breakpoint
CREATE TABLE "predictions" (
	"project_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"item_id" uuid NOT NULL,
	"model" text NOT NULL,
	"model_version" text NOT NULL,
	"score" double precision,
	"value" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "predictions_project_id_id_pk" PRIMARY KEY("project_id","id"),
	CONSTRAINT "predictions_item_model_key" UNIQUE("project_id","item_id","model","model_version")
);
--> statement-breakpoint
ALTER TABLE "annotations" ADD COLUMN "author_id" uuid;--> statement-breakpoint
ALTER TABLE "counters" ADD COLUMN "annotations_imported" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "items" ADD COLUMN "revision" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "items" ADD COLUMN "changed_in" "xid8" DEFAULT pg_current_xact_id() NOT NULL;--> statement-breakpoint
ALTER TABLE "items" ADD COLUMN "deleted_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "items" ALTER COLUMN "open_slots" SET EXPRESSION AS (case when deleted_at is null then greatest(overlap - claimed_count - annotation_count, 0) else 0 end);--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "revision" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "deleted_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "projects" ADD COLUMN "revision" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "projects" ADD COLUMN "deleted_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "annotation_revisions" ADD CONSTRAINT "annotation_revisions_annotation_fk" FOREIGN KEY ("project_id","annotation_id") REFERENCES "public"."annotations"("project_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "predictions" ADD CONSTRAINT "predictions_item_fk" FOREIGN KEY ("project_id","item_id") REFERENCES "public"."items"("project_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "idempotency_keys_expiry_idx" ON "idempotency_keys" USING btree ("project_id","expires_at");--> statement-breakpoint
CREATE INDEX "predictions_model_idx" ON "predictions" USING btree ("project_id","model","id");--> statement-breakpoint
CREATE INDEX "items_changed_idx" ON "items" USING btree ("project_id","changed_in","id");--> statement-breakpoint
CREATE INDEX "items_deleted_idx" ON "items" USING btree ("project_id","id") WHERE deleted_at is not null;--> statement-breakpoint
CREATE INDEX "tasks_claimed_idx" ON "tasks" USING btree ("project_id","annotator_id","id") WHERE claimed_until is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "users_external_key" ON "users" USING btree ("organization_id","name") WHERE kind = 'external';