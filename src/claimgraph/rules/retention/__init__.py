"""Retention: money that is earned and kept back until the work has proved itself.

The modules, in the order in which they build on each other:

- policy: how it is kept, a rule and its options; contradictions: what is wrong with one; record: one as it
  is stored; wording: one in a sentence
- keeping: what the policy keeps on each line, steps 1 to 5 of the domain's list
- releases: what of it was released to date, step 6
- holding: what is held after releases, stages and sums typed by hand, steps 6 to 8
- cells: the lines of a claim as all that depends on them
"""
