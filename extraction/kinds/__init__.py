"""One module a record kind: mentions in, findings out. No language in here."""
