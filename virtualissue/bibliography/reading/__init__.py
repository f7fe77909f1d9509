"""What the files of bibliographies say of a work, in one form, and how it becomes the fields of content."""
