"""The facts by which submission readiness is judged: each kind by one statement for all rows at once.

- people: who administers and prepares, the people of vendors, and who is barred from deciding
- commitments: the facts of commitments
- projects: the facts of projects
"""
