ALTER TABLE "tokens" ADD COLUMN "revision" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "tokens" ADD COLUMN "updated_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "role_bindings_member_idx" ON "role_bindings" USING btree ("organization_id","user_id","id");--> statement-breakpoint
CREATE INDEX "users_service_idx" ON "users" USING btree ("organization_id","id") WHERE kind = 'service';