"""How the server is reached: requests in, answers out, and the pages for people."""
