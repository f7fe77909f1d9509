"""Pages, their theme, and the outputs made of them: website, offline bundle, preview server."""
