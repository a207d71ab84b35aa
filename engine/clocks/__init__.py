"""Working days, the time a clock may take, and its ladder of reminders."""
