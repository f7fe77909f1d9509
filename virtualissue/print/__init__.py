"""Documents for print, set as PDF by Typst."""
