"""What is kept: documents, one record a passage, and what was cited."""
