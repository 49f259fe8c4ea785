"""Writes each line of its input, `topic TAB compression TAB partitioner TAB key TAB value`, with confluent-kafka. Usage: python foreign_producer.py <brokers>."""

import sys

from confluent_kafka import Producer

producers = {}
failures = []


def delivered(error, message):
    if error is not None:
        failures.append(str(error))


for line in sys.stdin:
    topic, compression, partitioner, key, value = line.rstrip("\n").split("\t", 4)
    if (compression, partitioner) not in producers:
        producers[compression, partitioner] = Producer(
            {
                "bootstrap.servers": sys.argv[1],
                "compression.type": compression,
                "partitioner": partitioner,
                "linger.ms": 100,
            }
        )
    producer = producers[compression, partitioner]
    producer.produce(topic, key=key, value=value, headers={"content-type": "application/cloudevents+json"}, on_delivery=delivered)
    producer.poll(0)

for producer in producers.values():
    producer.flush(30)
if failures:
    sys.exit("\n".join(failures))
