"""What is printed for teaching: the course, and slides with notes."""
