"""Page -> Document, Mention, Figure, Fact: what a page says."""
