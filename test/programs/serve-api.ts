// Serves the API, without pages, over a fresh database in a temporary folder; every caller is the administrator. Prints its address.
import { serveStudio } from '../served-studio.ts';

const studio = await serveStudio();
console.log(studio.url);
process.once('SIGTERM', () => void studio[Symbol.asyncDispose]());
