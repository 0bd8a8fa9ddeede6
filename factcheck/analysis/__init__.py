"""Understanding of one stretch of text: terms, names, offices, quantities, dates, polarity."""
