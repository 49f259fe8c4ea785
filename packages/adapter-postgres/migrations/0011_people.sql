ALTER TABLE "invitations" ADD COLUMN "failed_at" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "tokens" ADD COLUMN "created_by" uuid;--> statement-breakpoint
ALTER TABLE "tokens" ADD COLUMN "is_old" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "email_verified_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "revision" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "updated_at" timestamp (3) with time zone;--> statement-breakpoint
-- The address of the first user comes from whoever runs the server.
UPDATE "users" SET "email_verified_at" = "created_at" WHERE "is_first";--> statement-breakpoint
-- Who made the tokens of a service account was not kept: most likely who made the account. People make their own.
UPDATE "tokens" t SET "created_by" = coalesce(u."created_by", u."id") FROM "users" u WHERE u."id" = t."user_id";--> statement-breakpoint
-- Until now a token of a person worked in one organization only if an invitation gave it, or if it was made with one that an invitation gave:
-- nobody could limit a token so on purpose. The inviter may know them, so they keep their limit, and end.
UPDATE "tokens" t SET "is_old" = true, "expires_at" = least(t."expires_at", now() + interval '30 days')
FROM "users" u WHERE u."id" = t."user_id" AND u."kind" = 'person' AND t."organization_id" IS NOT NULL;--> statement-breakpoint
CREATE INDEX "invitations_inviter_idx" ON "invitations" USING btree ("created_by","organization_id") WHERE accepted_at is null;--> statement-breakpoint
CREATE INDEX "tokens_made_idx" ON "tokens" USING btree ("created_by","organization_id") WHERE created_by <> user_id;--> statement-breakpoint
CREATE INDEX "tokens_old_idx" ON "tokens" USING btree ("expires_at") WHERE is_old;
