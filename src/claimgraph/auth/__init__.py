"""Who may: what opens rows, fields and mutations, and how somebody proves who he is."""
