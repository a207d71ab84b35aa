"""Opening families from a list: what every way of it asks first, and the pages' way."""
