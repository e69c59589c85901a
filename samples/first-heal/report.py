"""The figures of one day."""

import statistics as st


def spread(amounts):
    """How far the sales of a day lie apart."""
    return st.pstdev(amounts)
