CREATE TABLE "external_names" (
	"organization_id" uuid PRIMARY KEY NOT NULL,
	"changes" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "external_users" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"source" text DEFAULT '' NOT NULL,
	"name" text NOT NULL,
	"email_key" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"linked_to" uuid,
	"linked_by" uuid,
	"linked_at" timestamp (3) with time zone,
	"moved" integer DEFAULT 0 NOT NULL,
	"merged" integer DEFAULT 0 NOT NULL,
	"reopened" integer DEFAULT 0 NOT NULL,
	"released" integer DEFAULT 0 NOT NULL,
	"moved_at" timestamp (3) with time zone,
	CONSTRAINT "external_users_organization_id_id_pk" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "external_users_link_check" CHECK (("external_users"."linked_to" is null) = ("external_users"."linked_at" is null) and ("external_users"."linked_to" is null) = ("external_users"."linked_by" is null))
);
--> statement-breakpoint
CREATE TABLE "member_addresses" (
	"organization_id" uuid NOT NULL,
	"email_key" text NOT NULL,
	"user_id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "member_addresses_organization_id_email_key_pk" PRIMARY KEY("organization_id","email_key")
);
--> statement-breakpoint
DROP INDEX "users_external_key";--> statement-breakpoint
ALTER TABLE "annotation_revisions" ADD COLUMN "source" text;--> statement-breakpoint
ALTER TABLE "external_names" ADD CONSTRAINT "external_names_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "external_users" ADD CONSTRAINT "external_users_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "member_addresses" ADD CONSTRAINT "member_addresses_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "external_users_name_key" ON "external_users" USING btree ("organization_id","name","source");--> statement-breakpoint
CREATE INDEX "external_users_address_idx" ON "external_users" USING btree ("organization_id","email_key") WHERE email_key is not null;--> statement-breakpoint
CREATE INDEX "external_users_to_move_idx" ON "external_users" USING btree ("organization_id","linked_to") WHERE linked_to is not null and moved_at is null;--> statement-breakpoint
CREATE INDEX "external_users_unfinished_idx" ON "external_users" USING btree ("id") WHERE linked_to is not null and moved_at is null;--> statement-breakpoint
-- Addresses were ASCII alone so far, names were not: the key of one that may be an address of other letters is worked out by a job.
INSERT INTO "external_users" ("organization_id", "id", "name", "email_key", "created_at")
SELECT u.organization_id, u.id, u.name,
  CASE WHEN strpos(u.name, '@') > 0 AND octet_length(u.name) <> char_length(u.name) THEN ''
    WHEN btrim(u.name) ~ '^[^\s@]+@[^\s@]+$' THEN translate(btrim(u.name), 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') END, u.created_at
FROM "users" u WHERE u.kind = 'external';--> statement-breakpoint
-- Until now a person joined an organization by accepting an invitation to their own address, or was its founder.
INSERT INTO "member_addresses" ("organization_id", "email_key", "user_id", "created_at")
SELECT m.organization_id, u.email_key, u.id, m.created_at FROM "members" m JOIN "users" u ON u.id = m.user_id WHERE u.email_key IS NOT NULL
ON CONFLICT DO NOTHING;--> statement-breakpoint
-- Who has left was a member, too, if something of theirs is in a project of the organization.
INSERT INTO "member_addresses" ("organization_id", "email_key", "user_id", "created_at")
SELECT DISTINCT p.organization_id, u.email_key, u.id, now() FROM "counters" c
JOIN "projects" p ON p.id = c.project_id
JOIN "users" u ON u.id = c.user_id
WHERE u.kind = 'person' AND u.email_key IS NOT NULL
ON CONFLICT DO NOTHING;--> statement-breakpoint
UPDATE "external_users" e SET linked_to = a.user_id, linked_by = a.user_id, linked_at = now()
FROM "member_addresses" a WHERE a.organization_id = e.organization_id AND a.email_key = e.email_key;
