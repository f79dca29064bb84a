"""A clerk's box: keys become commands, the hub's state becomes lamps and digits."""
