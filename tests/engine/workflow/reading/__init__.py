"""What people and editors are shown of a workflow definition."""
