"""What a workflow definition may say, and how it is read."""
