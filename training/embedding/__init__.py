"""Make the embedder that ships with the package from multilingual-e5-small (MIT)."""
