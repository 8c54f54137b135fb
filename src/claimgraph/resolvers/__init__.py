"""How it is answered and done: the ways in, the reader, and the actions."""
