"""An answer in, messages out: the only place that knows Discord."""
