"""The tests of claimgraph: a folder per room, and the house's own lints."""
