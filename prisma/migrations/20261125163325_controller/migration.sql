-- CreateTable
CREATE TABLE "controller" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "seq_no" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "definition" TEXT
);
