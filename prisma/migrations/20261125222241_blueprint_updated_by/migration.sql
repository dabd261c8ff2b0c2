-- AlterTable
ALTER TABLE "blueprint" ADD COLUMN "updated_by" TEXT;
