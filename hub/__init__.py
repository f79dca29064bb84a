"""The hub: decides, remembers and tells. See docs/explanation/the_one_road.md."""
