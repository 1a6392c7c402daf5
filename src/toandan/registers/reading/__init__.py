"""From text to typed values, as expressions: strict forms only, empty where a text has none.

What cannot be read becomes empty here and is told apart from an empty text by the checks.
"""
