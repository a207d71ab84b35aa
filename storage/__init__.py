"""Storage: SQLModel tables, named queries, migrations. No rules live here."""
