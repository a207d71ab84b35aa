"""Meetings of a board: agendas, decisions as they are typed, and what was held."""
