"""The house again, as rules; a package, since ciw brings one of this name."""
