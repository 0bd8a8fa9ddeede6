"""Verification models: a claim's part and a fact in, the probability of each stance out.

``choose`` turns what ``--model`` says into a model; ``Reader`` lets it read the matches of claims.
Nothing here loads onnxruntime, tokenizers or transformers before a model first reads a pair.
"""
