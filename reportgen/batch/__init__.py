"""Many brochures: which ones, under which names, rendered in worker processes, written whole or not at all."""
