"""The reports: each a finding, a chart, the table behind it, and what can be kept."""
