DROP INDEX "users_email_key";--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "email_key" text;--> statement-breakpoint
-- Addresses were ASCII alone so far: of these, the form that is compared is the one without upper-case letters.
UPDATE "users" SET "email_key" = translate("email", 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') WHERE "email" IS NOT NULL;--> statement-breakpoint
-- The first user was named by their address, which then stood in every export.
UPDATE "users" SET "name" = split_part("email", '@', 1) WHERE "is_first" AND "name" = left("email", 200);--> statement-breakpoint
CREATE UNIQUE INDEX "users_email_key_key" ON "users" USING btree ("email_key");--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_email_key_check" CHECK (("users"."email" is null) = ("users"."email_key" is null));
