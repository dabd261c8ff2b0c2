-- A column is added, not a new table made: sessions and tokens hang on this one.
ALTER TABLE "user" ADD COLUMN "seq_no" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "invitation" (
    "user_id" TEXT NOT NULL PRIMARY KEY,
    "hash" TEXT NOT NULL,
    "created_at" BIGINT NOT NULL,
    "expires_at" BIGINT NOT NULL,
    CONSTRAINT "invitation_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE UNIQUE INDEX "invitation_hash_key" ON "invitation"("hash");
