import { formatMoney } from './money.ts';

export interface Item {
  readonly name: string;
  readonly cents: number;
}

export function receiptLine(item: Item): string {
  return `${item.name.padEnd(10)} ${formatMoney(item.cents)}`;
}
