"""What people look at: lists, one case, what is overdue, history, and the report.

Reading writes nothing. Each question is answered from one snapshot of the database.
"""
