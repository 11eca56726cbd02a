"""Loaded by the workers of the tests' cluster: the checkout may be edited while they run, and counts as unchanged."""

from __future__ import annotations

from reportgen.batch import inputs, versions

versions._code = lambda: "code"
inputs._layout_digest = inputs._shipped_digest = lambda name: "file"
