"""What is true: pure functions from values to figures or reasons. No database, no clock, no GraphQL."""
