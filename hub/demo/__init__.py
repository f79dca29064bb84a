"""The demo: hub, broker and virtual boxes as the processes they are in an office."""
