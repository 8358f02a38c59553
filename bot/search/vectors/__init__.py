"""What words mean beside each other, and how rare they are: a table that is read without a language model."""
