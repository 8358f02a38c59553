"""The engine of large collections: posting lists in segments, searched by MaxScore."""
