-- Columns are added, not a new table made: the triggers of this one stay.
ALTER TABLE "model_group" ADD COLUMN "access" TEXT NOT NULL DEFAULT 'public';
ALTER TABLE "model_group" ADD COLUMN "owner_id" TEXT;

-- Who sees a model in a list is decided by its group.
CREATE TRIGGER "model_group_list_update" AFTER UPDATE ON "model_group"
WHEN old.access IS NOT new.access OR json_extract(old.definition, '$.backend_roles') IS NOT json_extract(new.definition, '$.backend_roles')
BEGIN
    DELETE FROM "list_change" WHERE kind = 'model' AND target_id IN (SELECT id FROM "model" WHERE model_group_id = new.id);
    INSERT INTO "list_change" (kind, target_id) SELECT 'model', id FROM "model" WHERE model_group_id = new.id;
END;
