"""Tables that people make (CSV, TSV, XLSX) → rows of words, and what is wrong with them. What the words mean is the
caller's: a plan of a batch (`batch/`), a list of students (`roster/`)."""
