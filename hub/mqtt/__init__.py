"""The hub's MQTT side: what comes in, what goes out, and the broker as a child."""
