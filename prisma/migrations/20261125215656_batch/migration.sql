-- CreateTable
CREATE TABLE "batch" (
    "n" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "id" TEXT NOT NULL,
    "target_kind" TEXT NOT NULL,
    "target_id" TEXT NOT NULL,
    "target_name" TEXT NOT NULL,
    "mode" TEXT NOT NULL,
    "action_type" TEXT,
    "algorithm" TEXT,
    "mapping" TEXT NOT NULL,
    "columns" TEXT NOT NULL,
    "concurrency" INTEGER NOT NULL,
    "total" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "reason" TEXT,
    "user_id" TEXT NOT NULL,
    "user_name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "created_at" BIGINT NOT NULL,
    "finished_at" BIGINT,
    "idempotency_key" TEXT,
    "request_hash" TEXT
);

-- CreateTable
CREATE TABLE "batch_row" (
    "batch_id" TEXT NOT NULL,
    "row" INTEGER NOT NULL,
    "outcome" TEXT NOT NULL,
    "cells" TEXT,
    "answer" TEXT,
    "attempts" INTEGER NOT NULL,
    "run_id" TEXT,
    "failed_step" TEXT,
    "status" INTEGER,
    "error_type" TEXT,
    "error_reason" TEXT,
    "started_at" BIGINT,
    "finished_at" BIGINT,
    "duration" INTEGER,
    "input_tokens" INTEGER,
    "output_tokens" INTEGER,
    "total_tokens" INTEGER,

    PRIMARY KEY ("batch_id", "row"),
    CONSTRAINT "batch_row_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "batch" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE UNIQUE INDEX "batch_id_key" ON "batch"("id");

-- CreateIndex
CREATE INDEX "batch_user_id_n_idx" ON "batch"("user_id", "n");

-- CreateIndex
CREATE INDEX "batch_state_idx" ON "batch"("state");

-- CreateIndex
CREATE INDEX "batch_finished_at_idx" ON "batch"("finished_at");

-- CreateIndex
CREATE UNIQUE INDEX "batch_user_id_idempotency_key_key" ON "batch"("user_id", "idempotency_key");

-- CreateIndex
CREATE INDEX "batch_row_batch_id_outcome_row_idx" ON "batch_row"("batch_id", "outcome", "row");
