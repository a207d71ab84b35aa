"""Made-up families, and the play of their cases on a simulated clock."""
