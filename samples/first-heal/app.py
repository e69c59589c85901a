"""Prints the week of a small café. It has two mistakes."""

from report import spread
from sales import SALES


def busiest_day(sales):
    totals = {day: sum(amounts) for day, amounts in sales.items()}
    return max(totals, key=lambda day: totals[day])


def main():
    every_sale = [amount for amounts in SALES.values() for amount in amounts]
    day = busiest_day(SALES)
    print(f"Busiest day:  {day}, spread {spread(SALES[day]):.2f}")
    print(f"Average sale: {st.mean(every_sale):.2f}")
    print(f"Largest sale: {max(every_sales):.2f}")


if __name__ == "__main__":
    main()
