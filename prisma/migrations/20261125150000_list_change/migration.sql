-- CreateTable
CREATE TABLE "list_change" (
    "n" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "kind" TEXT NOT NULL,
    "target_id" TEXT NOT NULL
);

-- CreateIndex
CREATE UNIQUE INDEX "list_change_kind_target_id_key" ON "list_change"("kind", "target_id");

-- What has a row in a list, or had one, by its last change: a change moves its target to the end. Lists are kept in memory and follow it.
INSERT INTO "list_change" (kind, target_id) SELECT 'connector', id FROM "connector" ORDER BY rowid;
INSERT INTO "list_change" (kind, target_id) SELECT 'model', id FROM "model" ORDER BY rowid;

CREATE TRIGGER "connector_list_insert" AFTER INSERT ON "connector" BEGIN
    DELETE FROM "list_change" WHERE kind = 'connector' AND target_id = new.id;
    INSERT INTO "list_change" (kind, target_id) VALUES ('connector', new.id);
END;

CREATE TRIGGER "connector_list_update" AFTER UPDATE ON "connector" BEGIN
    DELETE FROM "list_change" WHERE kind = 'connector' AND target_id = new.id;
    INSERT INTO "list_change" (kind, target_id) VALUES ('connector', new.id);
END;

CREATE TRIGGER "connector_list_delete" AFTER DELETE ON "connector" BEGIN
    DELETE FROM "list_change" WHERE kind = 'connector' AND target_id = old.id;
    INSERT INTO "list_change" (kind, target_id) VALUES ('connector', old.id);
END;

-- A connector's row counts its models.
CREATE TRIGGER "model_list_insert" AFTER INSERT ON "model" BEGIN
    DELETE FROM "list_change" WHERE (kind, target_id) IN (VALUES ('model', new.id), ('connector', new.connector_id));
    INSERT INTO "list_change" (kind, target_id) VALUES ('model', new.id);
    INSERT INTO "list_change" (kind, target_id) SELECT 'connector', new.connector_id WHERE new.connector_id IS NOT NULL;
END;

CREATE TRIGGER "model_list_update" AFTER UPDATE ON "model" BEGIN
    DELETE FROM "list_change" WHERE kind = 'model' AND target_id = new.id;
    INSERT INTO "list_change" (kind, target_id) VALUES ('model', new.id);
END;

CREATE TRIGGER "model_list_move" AFTER UPDATE OF connector_id ON "model" WHEN old.connector_id IS NOT new.connector_id BEGIN
    DELETE FROM "list_change" WHERE kind = 'connector' AND target_id IN (old.connector_id, new.connector_id);
    INSERT INTO "list_change" (kind, target_id) SELECT 'connector', old.connector_id WHERE old.connector_id IS NOT NULL;
    INSERT INTO "list_change" (kind, target_id) SELECT 'connector', new.connector_id WHERE new.connector_id IS NOT NULL;
END;

CREATE TRIGGER "model_list_delete" AFTER DELETE ON "model" BEGIN
    DELETE FROM "list_change" WHERE (kind, target_id) IN (VALUES ('model', old.id), ('connector', old.connector_id));
    INSERT INTO "list_change" (kind, target_id) VALUES ('model', old.id);
    INSERT INTO "list_change" (kind, target_id) SELECT 'connector', old.connector_id WHERE old.connector_id IS NOT NULL;
END;

CREATE TRIGGER "last_run_list_insert" AFTER INSERT ON "last_run" BEGIN
    DELETE FROM "list_change" WHERE kind = new.kind AND target_id = new.target_id;
    INSERT INTO "list_change" (kind, target_id) VALUES (new.kind, new.target_id);
END;

CREATE TRIGGER "last_run_list_update" AFTER UPDATE ON "last_run" BEGIN
    DELETE FROM "list_change" WHERE kind = new.kind AND target_id = new.target_id;
    INSERT INTO "list_change" (kind, target_id) VALUES (new.kind, new.target_id);
END;

CREATE TRIGGER "last_run_list_delete" AFTER DELETE ON "last_run" BEGIN
    DELETE FROM "list_change" WHERE kind = old.kind AND target_id = old.target_id;
    INSERT INTO "list_change" (kind, target_id) VALUES (old.kind, old.target_id);
END;
