CREATE TABLE "relay_leases" (
	"slice" smallint PRIMARY KEY NOT NULL,
	"holder" uuid NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
