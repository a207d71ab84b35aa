"""What people do to clocks: pause and resume them, proclaim days closed."""
