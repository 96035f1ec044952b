"""Trained recognisers of names, beside the rules of `extract.entity_types`."""
