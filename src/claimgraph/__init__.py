"""claimgraph: progress claims, authorized field by field."""
