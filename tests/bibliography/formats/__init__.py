"""Tests of the files in which bibliographies travel."""
