"""Brochures by e-mail: messages, the outbox that remembers them, and the way to the mail server."""
