"""How rows are kept: connections, transactions, the rules that tables hold by themselves, migrations.

`database.Database` is the one object that the rest of the program uses.
"""
