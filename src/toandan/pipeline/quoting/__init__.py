"""Quotes: a household's file in, what the law of a day says of every member, with the article behind every line."""
