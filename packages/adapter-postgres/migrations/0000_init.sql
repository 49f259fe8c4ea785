CREATE SEQUENCE "public"."queue_positions" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1;--> statement-breakpoint
CREATE TABLE "annotations" (
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
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "annotations_project_id_id_pk" PRIMARY KEY("project_id","id"),
	CONSTRAINT "annotations_item_annotator_key" UNIQUE("project_id","item_id","annotator_id"),
	CONSTRAINT "annotations_task_key" UNIQUE("project_id","task_id"),
	CONSTRAINT "annotations_source_check" CHECK ("annotations"."source" in ('task', 'import'))
);
--> statement-breakpoint
CREATE TABLE "counters" (
	"project_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"items_open" bigint NOT NULL,
	"items_claimed" bigint NOT NULL,
	"items_complete" bigint NOT NULL,
	"tasks_claimed" bigint NOT NULL,
	"tasks_submitted" bigint NOT NULL,
	"tasks_skipped" bigint NOT NULL,
	"tasks_released" bigint NOT NULL,
	"tasks_expired" bigint NOT NULL,
	CONSTRAINT "counters_project_id_user_id_pk" PRIMARY KEY("project_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "items" (
	"project_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"external_id" text,
	"data" jsonb NOT NULL,
	"metadata" jsonb NOT NULL,
	"priority" smallint NOT NULL,
	"overlap" smallint NOT NULL,
	"claimed_count" smallint DEFAULT 0 NOT NULL,
	"submitted_count" smallint DEFAULT 0 NOT NULL,
	"annotation_count" integer DEFAULT 0 NOT NULL,
	"queue_position" bigint NOT NULL,
	"open_slots" integer GENERATED ALWAYS AS (greatest(overlap - claimed_count - annotation_count, 0)) STORED NOT NULL,
	"state" text GENERATED ALWAYS AS (case when annotation_count >= overlap then 'complete' when overlap - claimed_count - annotation_count > 0 then 'open' else 'claimed' end) STORED NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "items_project_id_id_pk" PRIMARY KEY("project_id","id"),
	CONSTRAINT "items_external_id_key" UNIQUE("project_id","external_id"),
	CONSTRAINT "items_overlap_check" CHECK ("items"."claimed_count" >= 0 and "items"."claimed_count" + "items"."submitted_count" <= "items"."overlap")
);
--> statement-breakpoint
CREATE TABLE "members" (
	"organization_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"added_by" uuid,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "members_organization_id_user_id_pk" PRIMARY KEY("organization_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "organizations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"project_id" uuid NOT NULL,
	"sequence" bigint GENERATED ALWAYS AS IDENTITY (sequence name "outbox_sequence_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"organization_id" uuid,
	"id" uuid NOT NULL,
	"type" text NOT NULL,
	"subject" uuid NOT NULL,
	"data" jsonb NOT NULL,
	"causation_id" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"transaction_id" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	"published_at" timestamp (3) with time zone,
	CONSTRAINT "outbox_project_id_sequence_pk" PRIMARY KEY("project_id","sequence")
);
--> statement-breakpoint
CREATE TABLE "projects" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"name" text NOT NULL,
	"description" text NOT NULL,
	"state" text DEFAULT 'active' NOT NULL,
	"overlap" smallint NOT NULL,
	"lease_seconds" integer NOT NULL,
	"max_claimed" integer NOT NULL,
	"show_predictions" boolean NOT NULL,
	"annotation_ui_count" integer DEFAULT 0 NOT NULL,
	"guideline_count" integer DEFAULT 0 NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "projects_state_check" CHECK ("projects"."state" in ('active', 'archived'))
);
--> statement-breakpoint
CREATE TABLE "role_bindings" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"project_id" uuid,
	"user_id" uuid NOT NULL,
	"role" text NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "role_bindings_key" UNIQUE NULLS NOT DISTINCT("organization_id","user_id","project_id","role"),
	CONSTRAINT "role_bindings_role_check" CHECK ("role_bindings"."role" in ('viewer', 'annotator', 'reviewer', 'manager', 'admin'))
);
--> statement-breakpoint
CREATE TABLE "queue_cursors" (
	"project_id" uuid NOT NULL,
	"annotator_id" uuid NOT NULL,
	"claims" bigint NOT NULL,
	"positions" bigint[] NOT NULL,
	CONSTRAINT "queue_cursors_project_id_annotator_id_pk" PRIMARY KEY("project_id","annotator_id")
);
--> statement-breakpoint
CREATE TABLE "tasks" (
	"project_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"item_id" uuid NOT NULL,
	"annotator_id" uuid NOT NULL,
	"state" text NOT NULL,
	"lease_expires_at" timestamp (3) with time zone NOT NULL,
	"guideline_version" integer NOT NULL,
	"annotation_ui_version" integer NOT NULL,
	"skip_reason" text,
	"claimed_until" timestamp (3) with time zone GENERATED ALWAYS AS (case when state = 'claimed' then lease_expires_at end) STORED,
	"turn_of" uuid GENERATED ALWAYS AS (case when state in ('claimed', 'submitted', 'skipped') then annotator_id end) STORED,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "tasks_project_id_id_pk" PRIMARY KEY("project_id","id"),
	CONSTRAINT "tasks_turn_key" UNIQUE("project_id","item_id","turn_of"),
	CONSTRAINT "tasks_state_check" CHECK ("tasks"."state" in ('claimed', 'submitted', 'skipped', 'released', 'expired'))
);
--> statement-breakpoint
CREATE TABLE "tokens" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"organization_id" uuid,
	"name" text NOT NULL,
	"prefix" text NOT NULL,
	"secret_hash" text NOT NULL,
	"permissions" jsonb,
	"expires_at" timestamp (3) with time zone,
	"last_used_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"email" text,
	"organization_id" uuid,
	"is_first" boolean DEFAULT false NOT NULL,
	"created_by" uuid,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "users_kind_check" CHECK ("users"."kind" in ('person', 'service', 'external')),
	CONSTRAINT "users_organization_check" CHECK (("users"."kind" = 'person') = ("users"."organization_id" is null))
);
--> statement-breakpoint
CREATE TABLE "annotation_uis" (
	"project_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"id" uuid NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"name" text NOT NULL,
	"controls" jsonb NOT NULL,
	CONSTRAINT "annotation_uis_project_id_version_pk" PRIMARY KEY("project_id","version")
);
--> statement-breakpoint
CREATE TABLE "guidelines" (
	"project_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"id" uuid NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"text" text NOT NULL,
	"annotation_ui_version" integer NOT NULL,
	CONSTRAINT "guidelines_project_id_version_pk" PRIMARY KEY("project_id","version")
);
--> statement-breakpoint
ALTER TABLE "annotations" ADD CONSTRAINT "annotations_item_fk" FOREIGN KEY ("project_id","item_id") REFERENCES "public"."items"("project_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "members_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "members_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "members_added_by_users_id_fk" FOREIGN KEY ("added_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "organizations" ADD CONSTRAINT "organizations_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "projects" ADD CONSTRAINT "projects_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "projects" ADD CONSTRAINT "projects_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "role_bindings" ADD CONSTRAINT "role_bindings_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "role_bindings" ADD CONSTRAINT "role_bindings_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "role_bindings" ADD CONSTRAINT "role_bindings_member_fk" FOREIGN KEY ("organization_id","user_id") REFERENCES "public"."members"("organization_id","user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_item_fk" FOREIGN KEY ("project_id","item_id") REFERENCES "public"."items"("project_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tokens" ADD CONSTRAINT "tokens_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "guidelines" ADD CONSTRAINT "guidelines_annotation_ui_fk" FOREIGN KEY ("project_id","annotation_ui_version") REFERENCES "public"."annotation_uis"("project_id","version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "annotations_annotator_idx" ON "annotations" USING btree ("project_id","annotator_id","id");--> statement-breakpoint
CREATE INDEX "items_queue_idx" ON "items" USING btree ("project_id","priority","queue_position") WHERE open_slots > 0;--> statement-breakpoint
CREATE INDEX "members_user_idx" ON "members" USING btree ("user_id","organization_id");--> statement-breakpoint
CREATE INDEX "projects_organization_idx" ON "projects" USING btree ("organization_id","id");--> statement-breakpoint
CREATE INDEX "tasks_annotator_idx" ON "tasks" USING btree ("project_id","annotator_id","id");--> statement-breakpoint
CREATE INDEX "tasks_lease_idx" ON "tasks" USING btree ("project_id","claimed_until","id") WHERE claimed_until is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "tokens_secret_hash_key" ON "tokens" USING btree ("secret_hash");--> statement-breakpoint
CREATE INDEX "tokens_user_idx" ON "tokens" USING btree ("user_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "users_email_key" ON "users" USING btree (lower("email"));--> statement-breakpoint
CREATE UNIQUE INDEX "users_first_key" ON "users" USING btree ("is_first") WHERE "users"."is_first";--> statement-breakpoint
CREATE INDEX "users_organization_idx" ON "users" USING btree ("organization_id","id") WHERE "users"."organization_id" is not null;