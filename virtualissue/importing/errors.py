"""Why something cannot be imported, or no folder can be begun."""


class ImportFileError(Exception):
    """Nothing can be imported from a file, an address, or into a folder; the message is for the user."""
