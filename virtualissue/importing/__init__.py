"""The files of bibliographies -> articles in a folder of content, and a folder to begin with."""
