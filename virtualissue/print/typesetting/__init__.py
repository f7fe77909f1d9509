"""Typst sets a document as a PDF: fonts, the characters that they have, and what is added at the end."""
