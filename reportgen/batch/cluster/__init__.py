"""The batch on a Dask cluster: the same jobs, manifest and promises, on workers of other machines (docs/scaling.md)."""
