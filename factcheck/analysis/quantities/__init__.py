"""Amounts: figures and number words with unit, bound and what they measure."""
