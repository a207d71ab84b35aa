"""Delivery: from a row of the outbox to a letter that a person has."""
