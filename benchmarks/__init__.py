"""How long each stage takes. `python -m benchmarks` runs every module of this folder that has a `measure`."""
