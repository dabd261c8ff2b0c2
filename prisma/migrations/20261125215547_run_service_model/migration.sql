-- AlterTable
ALTER TABLE "run" ADD COLUMN "service_model" TEXT;
