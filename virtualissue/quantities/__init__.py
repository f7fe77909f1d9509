"""Amounts with units: how they are read, set, converted, and calculated with."""
