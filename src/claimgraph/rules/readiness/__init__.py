"""Before you let collaborators submit: the questions to settle, answered from facts.

The modules, in the order in which they build on each other:

- facts: what is known of a project, its commitments and its people
- words: each question in plain words, why it matters, and who can mend it
- check: one question with its answer, and the same question summed over commitments
- evidence: figures that tell whether it would save the team's time
- commitments, projects: the questions, one function each
- verdicts: all answers together, and what follows from them
"""
