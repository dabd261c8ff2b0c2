-- CreateTable
CREATE TABLE "connector_version" (
    "connector_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "at" BIGINT NOT NULL,
    "by" TEXT,
    "changed" TEXT NOT NULL,
    "definition" TEXT NOT NULL,

    PRIMARY KEY ("connector_id", "version")
);

-- What is stored already is the first state that is known of it.
INSERT INTO "connector_version" (connector_id, version, at, by, changed, definition)
SELECT id, version, updated_time, NULL, '[]', definition FROM "connector";
