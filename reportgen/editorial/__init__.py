"""The checker of the texts: what is written must be true, plain, original and free of figures.

Each check is one module with a function that yields `Finding`s; `check.py` runs them all over a folder.
"""
