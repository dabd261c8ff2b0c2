// node count-in-store.ts <database> <name> <rounds>: inserts a row and adds one to a shared counter in a transaction, `rounds` times.
import { openStore } from '#lib/store/open.ts';

const [file = '', name = '', rounds = '0'] = process.argv.slice(2);
const { prisma, close } = openStore(file);
let errors = 0;
for (let round = 0; round < Number(rounds); round++) {
  try {
    await prisma.sequence.create({ data: { name: `${name} ${round}`, next: round } });
    await prisma.$transaction(async (tx) => {
      const counter = await tx.sequence.findUniqueOrThrow({ where: { name: 'counter' } });
      await tx.sequence.update({ where: { name: 'counter' }, data: { next: counter.next + 1 } });
    });
  } catch (thrown) {
    errors++;
    console.error(thrown);
  }
}
await close();
console.log(`${errors} errors`);
