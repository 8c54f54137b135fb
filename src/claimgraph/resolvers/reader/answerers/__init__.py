"""Fields with statements of their own: each answered for all rows of a level at once."""
