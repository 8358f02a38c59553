"""The first stage of a search: engines that propose passages by BM25."""
