"""The one door: only the reader turns a type into SQL, with the row scope inside the statement."""
