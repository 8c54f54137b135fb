"""The demo: a head contractor with four projects, its vendors and their people, and some months of claims.

- `people`, `works`, `months`: who there is, what was let, what was claimed; data without a rule.
- `stage`: acts as one person after the other through the API, with a clock that goes through the months.
- `making`: lets the company come into being; `places`: gives its objects the names of the saved operations.
- `sight`: asks the same as two people and lays the answers beside each other.

Keys and tokens repeat from a seed, so that what is written about the demo stays true; dates follow the clock.
"""
