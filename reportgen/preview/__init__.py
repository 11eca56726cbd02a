"""A layout while it is being made: a few telling brochures as pictures, drawn anew whenever a file is saved."""
