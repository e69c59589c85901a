// Prints an invoice. It has two mistakes.
import { receiptLine, type Item } from './receipt.ts';

const items: readonly Item[] = [
  { name: 'Coffee', cents: 320 },
  { name: 'Cake', cents: 450 },
  { name: 'Juice', cents: 280 },
];

function totalOf(bought: readonly Item[]): number {
  return bought.reduce((sum, item) => sum + item.cents, 0);
}

for (const item of items) console.log(receiptLine(item));
console.log(`Total      ${formatMoney(totalOf(itms))}`);
