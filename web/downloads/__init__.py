"""What people take away: tables as CSV and XLSX, each one noted for the auditor."""
