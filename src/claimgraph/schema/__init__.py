"""What can be asked: the declarations of types, fields, filters and orders. No statement is issued here."""
