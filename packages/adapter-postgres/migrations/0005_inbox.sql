CREATE TABLE "inbox" (
	"project_id" uuid NOT NULL,
	"event" uuid NOT NULL,
	"content" bigint NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "inbox_pkey" PRIMARY KEY("project_id","event")
);
--> statement-breakpoint
CREATE INDEX "inbox_expiry_idx" ON "inbox" USING btree ("project_id","expires_at");--> statement-breakpoint
ALTER TABLE "annotation_uis" ADD CONSTRAINT "annotation_uis_id_key" UNIQUE("project_id","id");--> statement-breakpoint
ALTER TABLE "guidelines" ADD CONSTRAINT "guidelines_id_key" UNIQUE("project_id","id");