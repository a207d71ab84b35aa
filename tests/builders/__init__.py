"""Small legal things to test with, each with a default for everything."""
