"""Trains the verification model: pruned vocabulary, pairs, training, export, card.

Run from the repository's root::

    python -m training.verification.vocabulary --encoder FOLDER --output FOLDER
    python -m training.verification.train --encoder FOLDER --output FOLDER
    python -m training.verification.export --run FOLDER --output factcheck/models/default
"""
