"""A `Link` by MQTT; `connection` in here is the only module that knows paho."""

from events.mqtt_link.address import BadAddress, Tls
from events.mqtt_link.link import MqttLink

__all__ = ["BadAddress", "MqttLink", "Tls"]
