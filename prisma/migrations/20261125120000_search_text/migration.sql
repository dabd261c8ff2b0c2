-- CreateTable
CREATE TABLE "search_row" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "kind" TEXT NOT NULL,
    "owner_id" TEXT NOT NULL
);

-- CreateIndex
CREATE UNIQUE INDEX "search_row_kind_owner_id_key" ON "search_row"("kind", "owner_id");

-- Words of names and descriptions, split close to OpenSearch's standard analyzer. It keeps no copy of the texts.
CREATE VIRTUAL TABLE "search_text" USING fts5(
    name, description, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 0"
);

CREATE TRIGGER "connector_search_insert" AFTER INSERT ON "connector" BEGIN
    INSERT INTO "search_row" (kind, owner_id) VALUES ('connector', new.id);
    INSERT INTO "search_text" (rowid, name, description)
        SELECT id, new.name, new.description FROM "search_row" WHERE kind = 'connector' AND owner_id = new.id;
END;

CREATE TRIGGER "connector_search_update" AFTER UPDATE OF name, description ON "connector" BEGIN
    DELETE FROM "search_text" WHERE rowid = (SELECT id FROM "search_row" WHERE kind = 'connector' AND owner_id = old.id);
    INSERT INTO "search_text" (rowid, name, description)
        SELECT id, new.name, new.description FROM "search_row" WHERE kind = 'connector' AND owner_id = new.id;
END;

CREATE TRIGGER "connector_search_delete" AFTER DELETE ON "connector" BEGIN
    DELETE FROM "search_text" WHERE rowid = (SELECT id FROM "search_row" WHERE kind = 'connector' AND owner_id = old.id);
    DELETE FROM "search_row" WHERE kind = 'connector' AND owner_id = old.id;
END;

CREATE TRIGGER "model_search_insert" AFTER INSERT ON "model" BEGIN
    INSERT INTO "search_row" (kind, owner_id) VALUES ('model', new.id);
    INSERT INTO "search_text" (rowid, name, description)
        SELECT id, new.name, json_extract(new.definition, '$.description') FROM "search_row" WHERE kind = 'model' AND owner_id = new.id;
END;

CREATE TRIGGER "model_search_update" AFTER UPDATE OF name, definition ON "model" BEGIN
    DELETE FROM "search_text" WHERE rowid = (SELECT id FROM "search_row" WHERE kind = 'model' AND owner_id = old.id);
    INSERT INTO "search_text" (rowid, name, description)
        SELECT id, new.name, json_extract(new.definition, '$.description') FROM "search_row" WHERE kind = 'model' AND owner_id = new.id;
END;

CREATE TRIGGER "model_search_delete" AFTER DELETE ON "model" BEGIN
    DELETE FROM "search_text" WHERE rowid = (SELECT id FROM "search_row" WHERE kind = 'model' AND owner_id = old.id);
    DELETE FROM "search_row" WHERE kind = 'model' AND owner_id = old.id;
END;

CREATE TRIGGER "model_group_search_insert" AFTER INSERT ON "model_group" BEGIN
    INSERT INTO "search_row" (kind, owner_id) VALUES ('model_group', new.id);
    INSERT INTO "search_text" (rowid, name, description)
        SELECT id, new.name, json_extract(new.definition, '$.description') FROM "search_row" WHERE kind = 'model_group' AND owner_id = new.id;
END;

CREATE TRIGGER "model_group_search_update" AFTER UPDATE OF name, definition ON "model_group" BEGIN
    DELETE FROM "search_text" WHERE rowid = (SELECT id FROM "search_row" WHERE kind = 'model_group' AND owner_id = old.id);
    INSERT INTO "search_text" (rowid, name, description)
        SELECT id, new.name, json_extract(new.definition, '$.description') FROM "search_row" WHERE kind = 'model_group' AND owner_id = new.id;
END;

CREATE TRIGGER "model_group_search_delete" AFTER DELETE ON "model_group" BEGIN
    DELETE FROM "search_text" WHERE rowid = (SELECT id FROM "search_row" WHERE kind = 'model_group' AND owner_id = old.id);
    DELETE FROM "search_row" WHERE kind = 'model_group' AND owner_id = old.id;
END;
