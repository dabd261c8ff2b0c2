-- CreateTable
CREATE TABLE "setting_version" (
    "version" INTEGER NOT NULL PRIMARY KEY,
    "at" BIGINT NOT NULL,
    "by" TEXT NOT NULL,
    "changed" TEXT NOT NULL,
    "before" TEXT NOT NULL,
    "definition" TEXT NOT NULL
);

-- CreateIndex
CREATE INDEX "setting_version_at_version_idx" ON "setting_version"("at", "version");

-- CreateIndex
CREATE INDEX "connector_version_at_connector_id_version_idx" ON "connector_version"("at", "connector_id", "version");

-- CreateIndex
CREATE INDEX "blueprint_version_at_blueprint_id_version_idx" ON "blueprint_version"("at", "blueprint_id", "version");
