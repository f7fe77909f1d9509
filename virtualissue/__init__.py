"""Publishes a virtual issue: YAML in, a website, an offline bundle and handouts out."""
