-- AlterTable
ALTER TABLE "connector" ADD COLUMN "blueprint_version" INTEGER;

-- CreateTable
CREATE TABLE "blueprint" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "seq_no" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "last_version" INTEGER NOT NULL,
    "draft" TEXT,
    "has_draft" BOOLEAN NOT NULL,
    "access" TEXT NOT NULL,
    "owner_id" TEXT NOT NULL,
    "owner_name" TEXT NOT NULL,
    "fork_of_id" TEXT,
    "fork_of_version" INTEGER,
    "created_time" BIGINT NOT NULL,
    "updated_time" BIGINT NOT NULL
);

-- CreateTable
CREATE TABLE "blueprint_version" (
    "blueprint_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "at" BIGINT NOT NULL,
    "by" TEXT,
    "note" TEXT NOT NULL,
    "definition" TEXT NOT NULL,

    PRIMARY KEY ("blueprint_id", "version")
);

-- What was made from a blueprint already was made from the first state that is known of it.
UPDATE "connector" SET "blueprint_version" = 1 WHERE "blueprint_id" IS NOT NULL;
