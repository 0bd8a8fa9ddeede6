"""Reports as text: every renderer is ``(report, *, ui_lang, width, color) -> str``.

``ui_lang`` is the language of the words around the facts, ``""`` for the text's own; ``width`` is
in terminal cells; a renderer without lines or colours takes both and ignores them.
"""
