// node take-data-directory.ts <folder>: takes the directory and prints "taken", or why it cannot.
import { takeDataDirectory } from '#lib/data-directory.ts';

try {
  takeDataDirectory(process.argv[2] ?? '').release();
  console.log('taken');
} catch (thrown) {
  console.log(thrown instanceof Error ? thrown.message : thrown);
}
