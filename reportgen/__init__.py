"""reportgen: printable career brochures from official US occupation data."""

__version__ = "0.1.0"
