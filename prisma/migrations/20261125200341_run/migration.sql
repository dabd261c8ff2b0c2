-- CreateTable
CREATE TABLE "run" (
    "n" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "id" TEXT NOT NULL,
    "via" TEXT NOT NULL,
    "mode" TEXT NOT NULL,
    "connector_id" TEXT,
    "connector_name" TEXT NOT NULL,
    "model_id" TEXT,
    "model_name" TEXT,
    "is_draft" BOOLEAN NOT NULL,
    "action" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "failed_step" TEXT,
    "status" INTEGER,
    "error_type" TEXT,
    "user_id" TEXT NOT NULL,
    "user_name" TEXT NOT NULL,
    "started_at" BIGINT NOT NULL,
    "finished_at" BIGINT NOT NULL,
    "duration" INTEGER NOT NULL,
    "input_tokens" INTEGER,
    "output_tokens" INTEGER,
    "total_tokens" INTEGER,
    "request" TEXT,
    "trace" TEXT
);

-- CreateTable
CREATE TABLE "run_body" (
    "run_id" TEXT NOT NULL PRIMARY KEY,
    "finished_at" BIGINT NOT NULL,
    "summary" TEXT,
    "draft" TEXT,
    "input" TEXT,
    "response" TEXT,
    "trace" TEXT,
    "cut" TEXT NOT NULL,
    CONSTRAINT "run_body_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "run_share" (
    "run_id" TEXT NOT NULL PRIMARY KEY,
    "shared_at" BIGINT NOT NULL,
    CONSTRAINT "run_share_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "run_minute" (
    "minute" BIGINT NOT NULL,
    "connector_id" TEXT NOT NULL,
    "model_id" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "durations" TEXT NOT NULL,
    "input_tokens" INTEGER NOT NULL,
    "output_tokens" INTEGER NOT NULL,
    "total_tokens" INTEGER NOT NULL,

    PRIMARY KEY ("minute", "connector_id", "model_id", "outcome")
);

-- CreateIndex
CREATE UNIQUE INDEX "run_id_key" ON "run"("id");

-- CreateIndex
CREATE INDEX "run_finished_at_idx" ON "run"("finished_at");

-- CreateIndex
CREATE INDEX "run_user_id_finished_at_idx" ON "run"("user_id", "finished_at");

-- CreateIndex
CREATE INDEX "run_connector_id_finished_at_idx" ON "run"("connector_id", "finished_at");

-- CreateIndex
CREATE INDEX "run_body_finished_at_idx" ON "run_body"("finished_at");

-- CreateIndex
CREATE INDEX "run_minute_connector_id_minute_idx" ON "run_minute"("connector_id", "minute");
