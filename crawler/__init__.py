"""Source -> Page: what is asked of the web, when, and what came back."""
