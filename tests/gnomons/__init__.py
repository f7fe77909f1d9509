"""A second invented issue: sundials that never were, in German, with works of every kind in many languages.

It has neither materials nor an editorial, its names are in five scripts, and its titles contain mathematics.
"""

from pathlib import Path

CONTENT = Path(__file__).parent / "content"
