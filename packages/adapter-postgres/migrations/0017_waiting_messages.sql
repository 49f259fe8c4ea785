CREATE TABLE "missed" (
	"group_id" text NOT NULL,
	"type" text NOT NULL,
	"id" uuid NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "missed_pkey" PRIMARY KEY("group_id","type","id")
);
--> statement-breakpoint
CREATE TABLE "waiting_messages" (
	"group_id" text NOT NULL,
	"topic" text NOT NULL,
	"event" uuid NOT NULL,
	"partition" integer NOT NULL,
	"offset" bigint NOT NULL,
	"lane" text NOT NULL,
	"content" bigint NOT NULL,
	"awaited_type" text NOT NULL,
	"awaited_id" uuid NOT NULL,
	"message" text NOT NULL,
	"added_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "waiting_messages_pkey" PRIMARY KEY("group_id","topic","event")
);
--> statement-breakpoint
CREATE INDEX "waiting_messages_lane_idx" ON "waiting_messages" USING btree ("group_id","topic","partition","lane","offset");--> statement-breakpoint
CREATE INDEX "waiting_messages_awaited_idx" ON "waiting_messages" USING btree ("group_id","awaited_id");