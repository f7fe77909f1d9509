"""Tests of the package crystals."""
