"""What goes out after the commit: the relay that sends what the outbox holds, and mails."""
