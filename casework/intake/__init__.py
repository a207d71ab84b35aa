"""Reading the lists that districts and agencies send, before anything is opened."""
