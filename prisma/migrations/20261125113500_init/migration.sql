-- CreateTable
CREATE TABLE "connector" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "seq_no" INTEGER NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "definition" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT,
    "protocol" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "access" TEXT,
    "owner_id" TEXT,
    "owner_name" TEXT,
    "blueprint_id" TEXT,
    "created_time" BIGINT NOT NULL,
    "updated_time" BIGINT NOT NULL
);

-- CreateTable
CREATE TABLE "data_key" (
    "owner_id" TEXT NOT NULL PRIMARY KEY,
    "wrapped" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "sealed_credential" (
    "owner_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "sealed" TEXT NOT NULL,
    "is_set" BOOLEAN NOT NULL,
    "set_at" BIGINT NOT NULL,
    "set_by" TEXT NOT NULL,

    PRIMARY KEY ("owner_id", "name"),
    CONSTRAINT "sealed_credential_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "data_key" ("owner_id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "sealing_key" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "check_value" TEXT NOT NULL,
    "created_at" BIGINT NOT NULL
);

-- CreateTable
CREATE TABLE "model" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "seq_no" INTEGER NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "definition" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "function_name" TEXT NOT NULL,
    "connector_id" TEXT,
    "model_group_id" TEXT,
    "created_time" BIGINT NOT NULL,
    "updated_time" BIGINT NOT NULL
);

-- CreateTable
CREATE TABLE "model_group" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "seq_no" INTEGER NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "definition" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "latest_version" INTEGER NOT NULL,
    "created_time" BIGINT NOT NULL,
    "updated_time" BIGINT NOT NULL
);

-- CreateTable
CREATE TABLE "task" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "seq_no" INTEGER NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "definition" TEXT NOT NULL,
    "task_type" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "model_id" TEXT,
    "created_time" BIGINT NOT NULL,
    "updated_time" BIGINT NOT NULL
);

-- CreateTable
CREATE TABLE "cluster_setting" (
    "scope" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "value" TEXT NOT NULL,

    PRIMARY KEY ("scope", "key")
);

-- CreateTable
CREATE TABLE "sequence" (
    "name" TEXT NOT NULL PRIMARY KEY,
    "next" INTEGER NOT NULL
);

-- CreateTable
CREATE TABLE "last_run" (
    "kind" TEXT NOT NULL,
    "target_id" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "status" INTEGER NOT NULL,
    "duration" INTEGER NOT NULL,
    "finished_at" BIGINT NOT NULL,

    PRIMARY KEY ("kind", "target_id")
);

-- CreateTable
CREATE TABLE "user" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "username" TEXT NOT NULL,
    "password" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "backend_roles" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'active',
    "preferences" TEXT NOT NULL DEFAULT '{}',
    "created_at" BIGINT NOT NULL,
    "last_seen" BIGINT
);

-- CreateTable
CREATE TABLE "session" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "user_id" TEXT NOT NULL,
    "created_at" BIGINT NOT NULL,
    "idle_at" BIGINT NOT NULL,
    "expires_at" BIGINT NOT NULL,
    CONSTRAINT "session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "api_token" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "user_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "created_at" BIGINT NOT NULL,
    "expires_at" BIGINT,
    "last_used" BIGINT,
    CONSTRAINT "api_token_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "connector_name_id_idx" ON "connector"("name", "id");

-- CreateIndex
CREATE INDEX "connector_protocol_id_idx" ON "connector"("protocol", "id");

-- CreateIndex
CREATE INDEX "connector_host_id_idx" ON "connector"("host", "id");

-- CreateIndex
CREATE INDEX "connector_provider_id_idx" ON "connector"("provider", "id");

-- CreateIndex
CREATE INDEX "connector_updated_time_id_idx" ON "connector"("updated_time", "id");

-- CreateIndex
CREATE INDEX "connector_created_time_id_idx" ON "connector"("created_time", "id");

-- CreateIndex
CREATE INDEX "model_name_id_idx" ON "model"("name", "id");

-- CreateIndex
CREATE INDEX "model_connector_id_idx" ON "model"("connector_id");

-- CreateIndex
CREATE INDEX "model_state_id_idx" ON "model"("state", "id");

-- CreateIndex
CREATE INDEX "model_model_group_id_idx" ON "model"("model_group_id");

-- CreateIndex
CREATE INDEX "model_updated_time_id_idx" ON "model"("updated_time", "id");

-- CreateIndex
CREATE UNIQUE INDEX "model_group_name_key" ON "model_group"("name");

-- CreateIndex
CREATE INDEX "task_model_id_idx" ON "task"("model_id");

-- CreateIndex
CREATE INDEX "task_state_id_idx" ON "task"("state", "id");

-- CreateIndex
CREATE INDEX "task_created_time_id_idx" ON "task"("created_time", "id");

-- CreateIndex
CREATE UNIQUE INDEX "user_username_key" ON "user"("username");

-- CreateIndex
CREATE INDEX "session_user_id_idx" ON "session"("user_id");

-- CreateIndex
CREATE INDEX "session_expires_at_idx" ON "session"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "api_token_hash_key" ON "api_token"("hash");

-- CreateIndex
CREATE INDEX "api_token_user_id_idx" ON "api_token"("user_id");
