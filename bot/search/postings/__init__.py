"""The index for large collections: postings whose impacts are known before any question is asked."""
