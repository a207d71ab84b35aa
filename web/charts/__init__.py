"""The reports' charts: inline SVG that a strict content policy lets through."""
