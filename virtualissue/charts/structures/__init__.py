"""Structure -> a still drawing, and the same as data that a script can turn."""
