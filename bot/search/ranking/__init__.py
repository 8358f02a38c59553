"""Which passage comes first: BM25 proposes, and features of what stands where decide."""
