"""The files of bibliographies: BibTeX, RIS, NBIB and CSL-JSON."""
