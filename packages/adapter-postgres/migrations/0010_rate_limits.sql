CREATE TABLE "rate_limits" (
	"client" text NOT NULL,
	"operation" text NOT NULL,
	"level" double precision NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "rate_limits_client_operation_pk" PRIMARY KEY("client","operation")
);
--> statement-breakpoint
CREATE INDEX "rate_limits_at_idx" ON "rate_limits" USING btree ("at");