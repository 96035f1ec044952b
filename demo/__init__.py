"""Five small sites of our own, served over HTTP on loopback, to show and to test the whole way."""
