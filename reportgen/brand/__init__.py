"""`school.toml` → a checked `Brand`: read as data only, every fault told at once with its line."""

from reportgen.brand.problem import BrandError, BrandProblem
from reportgen.brand.read import Reading, read_brand

__all__ = ["BrandError", "BrandProblem", "Reading", "read_brand"]
