"""Tables of articles, facts and materials, as pages, charts and downloads show them."""
