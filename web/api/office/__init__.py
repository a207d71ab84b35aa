"""What runs a district, as JSON: lists of families, staff, meetings, days and jobs."""
