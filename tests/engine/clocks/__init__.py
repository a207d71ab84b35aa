"""What clocks, working days and reminders promise."""
