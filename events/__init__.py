"""The contract: everything hub and boxes say to each other, and nothing else.

Commands ask, events tell, facts report, states are retained. Wire names stand in
`codec`, topics in `topics`, the envelope in `envelope`, the port to MQTT in `link`.
"""
