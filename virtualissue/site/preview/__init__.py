"""The site on this machine while somebody writes: each page is made when it is looked at."""
