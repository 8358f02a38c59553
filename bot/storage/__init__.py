"""What is kept on disk between runs: arrays in files that are never believed unchecked."""
