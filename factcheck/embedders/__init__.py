"""Embedders: texts in, vectors out that are near each other when the texts mean alike.

``choose_embedder`` turns what ``--embedder`` says into one. Nothing here loads onnxruntime,
tokenizers or sentence-transformers before an embedder first reads a text.
"""
