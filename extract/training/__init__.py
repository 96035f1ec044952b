"""How the weights are made: the annotated corpus, its form and its checks."""
