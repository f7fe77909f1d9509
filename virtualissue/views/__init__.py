"""What several outputs show alike, composed once."""
