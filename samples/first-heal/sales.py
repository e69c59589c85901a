"""What a small café sold last week, in euros a sale."""

SALES = {
    "Monday": [3.20, 4.50, 2.80],
    "Tuesday": [3.20, 3.20],
    "Wednesday": [4.50, 6.10, 2.80, 3.20],
    "Thursday": [2.80],
    "Friday": [6.10, 6.10, 4.50, 3.20, 2.80],
}
